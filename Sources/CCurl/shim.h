// SPDX-License-Identifier: Apache-2.0

// The checks of types are macros around variadic calls, which the functions below are instead.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

/// Sets an option that is a text, which libcurl copies; Swift cannot call the variadic function.
static inline CURLcode streamgauge_curl_set_text(
    CURL *handle, CURLoption option, const char *text)
{
    return curl_easy_setopt(handle, option, text);
}

/// Sets an option that is a number; Swift cannot call the variadic function.
static inline CURLcode streamgauge_curl_set_number(CURL *handle, CURLoption option, long number)
{
    return curl_easy_setopt(handle, option, number);
}

/// Sets the headers of the next requests, which must live as long.
static inline CURLcode streamgauge_curl_set_headers(CURL *handle, struct curl_slist *headers)
{
    return curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
}

/// Sets the body of the next request, which libcurl copies.
static inline CURLcode streamgauge_curl_set_body(CURL *handle, const void *bytes, size_t count)
{
    CURLcode code =
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
    return code ? code : curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, bytes);
}

/// Sets what takes the body of an answer.
static inline CURLcode streamgauge_curl_set_writer(
    CURL *handle, size_t (*write)(char *, size_t, size_t, void *), void *context)
{
    CURLcode code = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, write);
    return code ? code : curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
}

/// The status of the last answer; 0: there was none.
static inline long streamgauge_curl_status(CURL *handle)
{
    long status = 0;
    return curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status) ? 0 : status;
}

/// Prepares the library: once, before any handle is made.
static inline CURLcode streamgauge_curl_begin(void)
{
    return curl_global_init(CURL_GLOBAL_DEFAULT);
}
