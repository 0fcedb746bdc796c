// SPDX-License-Identifier: Apache-2.0

/// Snowplow's enriched events: lines of 131 columns with tabs between, or the JSON that its analytics
/// SDKs make of them, where entities and events that describe themselves are members, too.
///
/// `derived_tstamp` is corrected for the device's clock; `true_tstamp`, where it is set, is what the
/// sender vouches for. Events are known by id and fingerprint together: some trackers give one id to
/// different events.
enum Snowplow {
    static let format = VendorFormat(
        [
            VendorField("event_name", .string, .type),
            VendorField("event", .string, .type),
            VendorField("platform", .string, .app),
            VendorField("true_tstamp", .string, .time, unit: .textUTC),
            VendorField("derived_tstamp", .string, .time, unit: .textUTC),
            VendorField("collector_tstamp", .string, .time, .received, unit: .textUTC),
            VendorField("event_id", .string, .idPart),
            VendorField("event_fingerprint", .string, .idPart),
            VendorField("user_id", .string, .user),
            VendorField("domain_userid", .string, .anonymous),
            VendorField("network_userid", .string, .anonymous),
            VendorField("domain_sessionid", .string, .session),
            VendorField("geo_country", .string, .country),
            VendorField("page_url", .string, .page),
            VendorField("page_referrer", .string, .referrer),
            VendorField("mkt_medium", .string, .medium),
            VendorField("mkt_source", .string, .origin),
            VendorField("mkt_content", .string, .content),
            VendorField("mkt_campaign", .string, .campaign),
            VendorField("se_action", .string, .name),
            VendorField("se_label", .string, .label),
            VendorField("se_value", [.string, .number], .value),
            VendorField("tr_orderid", .string, .order),
            VendorField("tr_total", [.string, .number], .revenue),
            VendorField("tr_currency", .string, .currency),
            VendorField("useragent", .string, .agent),
            VendorField("br_family", .string, .browser),
            VendorField("br_name", .string, .browser),
            VendorField("os_name", .string, .platform),
            VendorField("os_family", .string, .platform),
            VendorField("dvce_type", .string, .platform),
            .free(session, [.list, .object]),
            .free(session + ".sessionId", .string, .session),
            .free(session + ".userId", .string, .device),
            .free(robots, [.list, .object]),
            .free(robots + ".spiderOrRobot", .bool, .machine),
            .free(screen, .object),
            .free(screen + ".name", .string, .screen),
            .free(screen + ".id", .string, .screen),
        ],
        layout: .columns(columns),
        events: EventNames([
            (EventMeaning(.pageView), ["page_view"]),
            (EventMeaning(.engagement), ["page_ping"]),
            (
                EventMeaning(.interaction),
                [
                    "struct", "link_click", "button_click", "focus_form", "change_form",
                    "submit_form", "site_search", "add_to_cart", "remove_from_cart",
                ]
            ),
            (EventMeaning(.order), ["transaction"]),
            (EventMeaning(.screenView), ["screen_view"]),
            (EventMeaning(.install), ["application_install"]),
            (EventMeaning(.appOpen), ["application_foreground"]),
        ]),
        pingMilliseconds: 10_000,
        hasOtherPlatforms: true
    )

    /// Of mobile trackers; in JSON only.
    private static let session = "contexts_com_snowplowanalytics_snowplow_client_session_1"
    /// What the enrichment says that knows robots by their addresses.
    private static let robots = "contexts_com_iab_snowplow_spiders_and_robots_1"
    private static let screen = "unstruct_event_com_snowplowanalytics_mobile_screen_view_1"

    /// In their order.
    private static let columns = """
        app_id platform etl_tstamp collector_tstamp dvce_created_tstamp event event_id txn_id
        name_tracker v_tracker v_collector v_etl user_id user_ipaddress user_fingerprint
        domain_userid domain_sessionidx network_userid geo_country geo_region geo_city geo_zipcode
        geo_latitude geo_longitude geo_region_name ip_isp ip_organization ip_domain ip_netspeed
        page_url page_title page_referrer page_urlscheme page_urlhost page_urlport page_urlpath
        page_urlquery page_urlfragment refr_urlscheme refr_urlhost refr_urlport refr_urlpath
        refr_urlquery refr_urlfragment refr_medium refr_source refr_term mkt_medium mkt_source
        mkt_term mkt_content mkt_campaign contexts se_category se_action se_label se_property
        se_value unstruct_event tr_orderid tr_affiliation tr_total tr_tax tr_shipping tr_city
        tr_state tr_country ti_orderid ti_sku ti_name ti_category ti_price ti_quantity
        pp_xoffset_min pp_xoffset_max pp_yoffset_min pp_yoffset_max useragent br_name br_family
        br_version br_type br_renderengine br_lang br_features_pdf br_features_flash
        br_features_java br_features_director br_features_quicktime br_features_realplayer
        br_features_windowsmedia br_features_gears br_features_silverlight br_cookies br_colordepth
        br_viewwidth br_viewheight os_name os_family os_manufacturer os_timezone dvce_type
        dvce_ismobile dvce_screenwidth dvce_screenheight doc_charset doc_width doc_height
        tr_currency tr_total_base tr_tax_base tr_shipping_base ti_currency ti_price_base
        base_currency geo_timezone mkt_clickid mkt_network etl_tags dvce_sent_tstamp
        refr_domain_userid refr_device_tstamp derived_contexts domain_sessionid derived_tstamp
        event_vendor event_name event_format event_version event_fingerprint true_tstamp
        """
        .split(whereSeparator: \.isWhitespace).map(String.init)
}
