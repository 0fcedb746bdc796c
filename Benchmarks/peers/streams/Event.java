// SPDX-License-Identifier: Apache-2.0

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/** The fields of an event that the jobs need. */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class Event {
    @JsonAlias("event_type")
    public String type;

    /** Milliseconds since 1970; Yahoo's events have them as a text, which is read as well. */
    @JsonAlias("event_time")
    public long time;

    public String anonymous;
    public String campaign;

    @JsonProperty("ad_id")
    public String ad;
}
