#include "base/http_client.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <utility>
#include <vector>

#include "base/log.h"
#include "base/private_address.h"
#include "base/redirect.h"
#include "base/response_reader.h"
#include "base/url.h"

namespace meridian::base {

namespace {

using Steady = std::chrono::steady_clock;
constexpr int kLongestWaitMs = 200;   // so often the limits of time are looked at
constexpr long kOtherFamilyMs = 300;  // a dead IPv6 costs this much (FAULTS 208)

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}
bool is_sendable(const std::string& value) {
  return std::none_of(value.begin(), value.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

class HeaderList {
 public:
  HeaderList() = default;
  HeaderList(const HeaderList&) = delete;
  HeaderList& operator=(const HeaderList&) = delete;
  ~HeaderList() { curl_slist_free_all(list_); }
  void add(const std::string& name, const std::string& value) {
    if (value.empty() || !is_sendable(value)) return;
    if (curl_slist* longer = curl_slist_append(list_, (name + ": " + value).c_str())) list_ = longer;
  }
  curl_slist* get() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

// One request to one address: libcurl's handle and what its callbacks need. Its address must not change while it runs.
struct Hop {
  Hop(const FetchConfig& config, std::int64_t max_decoded, const Url& url) : reader(config, max_decoded, url.text()) {}
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy{curl_easy_init(), curl_easy_cleanup};
  HeaderList headers;
  ResponseReader reader;
  bool check_socket = true;  // false: this address is on the allow list, or a proxy asks for us
  bool private_refused = false;
  std::vector<int> sockets;  // opened for this hop; libcurl closes them
  bool connected = false;    // one of them came to the other side
  // By the client's own clock, which stands while the caller is busy.
  std::int64_t begun_ms = 0, window_begun_ms = 0, window_bytes = 0;
};

// What was asked for, through all its redirects.
struct Transfer {
  HttpRequest request;
  HttpDone done;
  Url first, url;
  std::int64_t begun_ms = 0;  // as in Hop
  int redirects = 0;
  bool left_origin = false;  // some hop was on another origin than the first
  bool permanent_so_far = true;
  bool repeated = false;  // after a reset, once
  std::string moved_to;
  std::unique_ptr<Hop> hop;
};

// ---- libcurl's callbacks ----

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* user) {
  auto& hop = *static_cast<Hop*>(user);
  if (!hop.reader.header({data, size * count})) return 0;
  // From here on the gzip bytes come to us as sent: libcurl does not notice when they end too early.
  if (hop.reader.opens_gzip()) curl_easy_setopt(hop.easy.get(), CURLOPT_HTTP_CONTENT_DECODING, 0L);
  return size * count;
}

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* user) {
  auto& hop = *static_cast<Hop*>(user);
  curl_off_t wire = 0;
  curl_easy_getinfo(hop.easy.get(), CURLINFO_SIZE_DOWNLOAD_T, &wire);
  return hop.reader.body({data, size * count}, wire) ? size * count : 0;
}

int on_progress(void* user, curl_off_t, curl_off_t wire, curl_off_t, curl_off_t) {
  auto& hop = *static_cast<Hop*>(user);
  sockaddr_storage peer = {};
  for (const int one : hop.sockets) {
    socklen_t size = sizeof peer;
    hop.connected = hop.connected || getpeername(one, reinterpret_cast<sockaddr*>(&peer), &size) == 0;
  }
  if (hop.connected) hop.sockets.clear();
  return hop.reader.wire(wire) ? 0 : 1;
}

curl_socket_t on_open_socket(void* user, curlsocktype, curl_sockaddr* address) {
  auto& hop = *static_cast<Hop*>(user);
  if (hop.check_socket && is_private_address(&address->addr)) {
    hop.private_refused = true;
    return CURL_SOCKET_BAD;
  }
  hop.sockets.push_back(socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol));
  return hop.sockets.back();
}

// ---- what went wrong ----

Error network(const char* code, const std::string& message) {
  return {ErrorKind::network, code, message};
}

Error private_address(const std::string& shown) {
  return {
      ErrorKind::refused, "fetch.private_address",
      shown +
          " is on your own network, which feeds have no business with; if it is yours, add it with `meridian feeds add "
          "--allow-private`."};
}

Error late(const Hop& hop, const char* code, const std::string& what) {
  if (hop.reader.header_lines() > 0 && !hop.reader.headers_complete())
    return network("fetch.headers",
                   hop.reader.shown() + " never came to the end of its header lines; try again later.");
  return network(code, hop.reader.shown() + " " + what + "; try again later.");
}

Error failure_of(CURLcode code, const Hop& hop) {
  const std::string& shown = hop.reader.shown();
  if (hop.reader.failure()) return *hop.reader.failure();
  if (hop.private_refused) return private_address(shown);
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return network("fetch.unreachable",
                     "The name of " + shown + " leads nowhere; check the address, or the network.");
    case CURLE_COULDNT_CONNECT:
    case CURLE_INTERFACE_FAILED:
    case CURLE_OPERATION_TIMEDOUT:  // of the connection: the other limits are ours
      return network("fetch.unreachable", "Nobody answers at " + shown + "; try again later.");
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return network("fetch.tls", shown + " could not prove who it is (" + curl_easy_strerror(code) +
                                      "); nothing was read from it.");
    case CURLE_PARTIAL_FILE:
      return network(
          "fetch.truncated",
          shown + " hung up before its answer was whole; nothing of it is kept; try again later.");
    case CURLE_BAD_CONTENT_ENCODING:
      return network("fetch.encoding",
                     shown + " packed its answer in a way that cannot be opened; try again later.");
    case CURLE_OUT_OF_MEMORY:
      if (!hop.reader.headers_complete())
        return network("fetch.headers", shown + " sent a header line without end; try again later.");
      break;
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_HTTP2_STREAM:
      return network("fetch.reset", shown + " broke the connection off; try again later.");
    default:
      break;
  }
  return network("fetch.protocol", shown + " does not speak HTTP as it should (" + curl_easy_strerror(code) +
                                       "); try again later.");
}

// ---- the client ----

class CurlClient final : public HttpClient {
 public:
  CurlClient(FetchConfig config, CURLM* multi) : config_(std::move(config)), multi_(multi) {}
  CurlClient(const CurlClient&) = delete;
  CurlClient& operator=(const CurlClient&) = delete;
  ~CurlClient() override {
    for (const auto& transfer : running_) curl_multi_remove_handle(multi_, transfer->hop->easy.get());
    running_.clear();
    curl_multi_cleanup(multi_);
    curl_global_cleanup();
  }

  void start(HttpRequest request, HttpDone done) override;
  int run(int wait_ms) override;

 private:
  struct Finished {
    HttpDone done;
    Result<HttpResponse> result;
  };
  Status begin_hop(Transfer& transfer);
  void set_options(Transfer& transfer);
  Status check_target(const Transfer& transfer, bool allowed) const;
  Result<Url> next_address(const Transfer& transfer) const;
  Status follow_redirect(Transfer& transfer, const Url& target);
  void listen(int wait_ms);
  void collect();
  std::optional<Error> time_is_up(Transfer& transfer) const;
  void end_the_late();
  void end_hop(std::unique_ptr<Transfer> transfer, CURLcode code);
  std::optional<Error> try_again(Transfer& transfer, CURLcode code);
  void hand_over(std::unique_ptr<Transfer> transfer, const std::string& elsewhere);
  void finish(std::unique_ptr<Transfer> transfer, Result<HttpResponse> result);

  const FetchConfig config_;
  CURLM* multi_;
  std::vector<std::unique_ptr<Transfer>> running_;
  std::vector<Finished> finished_;
  // Time spent waiting for the network. What the caller does between two runs (an index commit may take a minute) is
  // not held against the servers, whose bytes wait in the sockets meanwhile.
  std::int64_t listened_us_ = 0, listened_ms_ = 0;
};

void CurlClient::start(HttpRequest request, HttpDone done) {
  auto transfer = std::make_unique<Transfer>();
  transfer->request = std::move(request);
  transfer->done = std::move(done);
  transfer->begun_ms = listened_ms_;
  const Result<Url> url = parse_url(transfer->request.url);
  if (!url) return finish(std::move(transfer), fail(url.error()));
  transfer->first = transfer->url = *url;
  if (const Status begun = begin_hop(*transfer); !begun) return finish(std::move(transfer), fail(begun.error()));
  running_.push_back(std::move(transfer));
}

Status CurlClient::begin_hop(Transfer& transfer) {
  const std::int64_t max_decoded =
      transfer.request.max_decoded_bytes > 0 ? transfer.request.max_decoded_bytes : config_.max_decoded_bytes;
  transfer.hop = std::make_unique<Hop>(config_, max_decoded, transfer.url);
  transfer.hop->begun_ms = transfer.hop->window_begun_ms = listened_ms_;
  if (!transfer.hop->easy) return fail(ErrorKind::bug, "fetch.setup", "libcurl gave no handle; is there memory left?");
  const bool listed = is_allowed_private(config_, transfer.url.host, transfer.url.port);
  const bool allowed = listed && transfer.request.may_be_private && !transfer.left_origin;
  MERIDIAN_TRY(check_target(transfer, allowed));
  set_options(transfer);
  transfer.hop->check_socket = !allowed && config_.proxy.empty();
  // A connection that an allowed transfer opened must not carry one that is not: its socket would never be checked.
  if (listed && !allowed) curl_easy_setopt(transfer.hop->easy.get(), CURLOPT_FRESH_CONNECT, 1L);
  if (curl_multi_add_handle(multi_, transfer.hop->easy.get()) != CURLM_OK)
    return fail(ErrorKind::bug, "fetch.setup", "libcurl took no further transfer.");
  return {};
}

// Behind a proxy no socket of ours shows the target's address, so a literal one is judged by its text.
Status CurlClient::check_target(const Transfer& transfer, bool allowed) const {
  if (config_.proxy.empty() || allowed) return {};
  sockaddr_in ipv4 = {};
  sockaddr_in6 ipv6 = {};
  ipv4.sin_family = AF_INET, ipv6.sin6_family = AF_INET6;
  const char* host = transfer.url.host.c_str();
  const bool refused =
      transfer.url.host == "localhost" || transfer.url.host.ends_with(".localhost") ||
      (inet_pton(AF_INET, host, &ipv4.sin_addr) == 1 && is_private_address(reinterpret_cast<const sockaddr*>(&ipv4))) ||
      (inet_pton(AF_INET6, host, &ipv6.sin6_addr) == 1 && is_private_address(reinterpret_cast<const sockaddr*>(&ipv6)));
  return refused ? Status(fail(private_address(transfer.url.text()))) : Status();
}

void CurlClient::set_options(Transfer& transfer) {
  Hop& hop = *transfer.hop;
  CURL* easy = hop.easy.get();
  curl_easy_setopt(easy, CURLOPT_URL, transfer.url.text().c_str());
  curl_easy_setopt(easy, CURLOPT_PRIVATE, &transfer);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");           // all that libcurl can open
  curl_easy_setopt(easy, CURLOPT_PROXY, config_.proxy.c_str());  // "" also shuts the environment's out
  curl_easy_setopt(easy, CURLOPT_USERAGENT, config_.user_agent.c_str());
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_HAPPY_EYEBALLS_TIMEOUT_MS, kOtherFamilyMs);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &hop);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &hop);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &hop);
  curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, on_progress);
  curl_easy_setopt(easy, CURLOPT_XFERINFODATA, &hop);
  hop.headers.add("Accept", transfer.request.accept);
  hop.headers.add("If-None-Match", transfer.request.etag);
  hop.headers.add("If-Modified-Since", transfer.request.last_modified);
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, hop.headers.get());
}

Result<Url> CurlClient::next_address(const Transfer& transfer) const {
  const std::string& location = transfer.hop->reader.location();
  if (!location.empty() && transfer.redirects >= config_.max_redirects)
    return fail(network("fetch.redirect", transfer.first.text() + " sends us on more than " +
                                              std::to_string(config_.max_redirects) +
                                              " times; check the address in a browser."));
  return redirect_target(config_, transfer.url, location);
}

Status CurlClient::follow_redirect(Transfer& transfer, const Url& target) {
  const int status = transfer.hop->reader.response().status;
  ++transfer.redirects;
  transfer.url = target;
  transfer.left_origin = transfer.left_origin || !same_origin(transfer.first, transfer.url);
  transfer.permanent_so_far = transfer.permanent_so_far && (status == 301 || status == 308);
  if (transfer.permanent_so_far) transfer.moved_to = transfer.url.text();
  return begin_hop(transfer);
}

// The failure to report, or nothing when the transfer runs once more.
std::optional<Error> CurlClient::try_again(Transfer& transfer, CURLcode code) {
  const Error error = failure_of(code, *transfer.hop);
  if (error.code != "fetch.reset" || transfer.repeated) return error;
  transfer.repeated = true;
  if (const Status begun = begin_hop(transfer); !begun) return begun.error();
  return std::nullopt;
}

void CurlClient::end_hop(std::unique_ptr<Transfer> transfer, CURLcode code) {
  ResponseReader& reader = transfer->hop->reader;
  const int status = reader.response().status;
  if (code != CURLE_OK || reader.failure()) {
    if (const auto error = try_again(*transfer, code)) return finish(std::move(transfer), fail(*error));
    running_.push_back(std::move(transfer));
    return;
  }
  if (status >= 300 && status < 400 && status != 304) {
    if (!is_redirect(status))
      return finish(std::move(transfer),
                    fail(network("fetch.redirect", reader.shown() + " answers with status " + std::to_string(status) +
                                                       ", which leads nowhere; try again later.")));
    const Result<Url> target = next_address(*transfer);
    if (!target) return finish(std::move(transfer), fail(target.error()));
    if (transfer->request.stay_on_origin && !same_origin(transfer->url, *target))
      return hand_over(std::move(transfer), target->text());
    if (const Status followed = follow_redirect(*transfer, *target); !followed)
      return finish(std::move(transfer), fail(followed.error()));
    running_.push_back(std::move(transfer));
    return;
  }
  if (const Status whole = reader.finish(); !whole) return finish(std::move(transfer), fail(whole.error()));
  hand_over(std::move(transfer), "");
}

void CurlClient::hand_over(std::unique_ptr<Transfer> transfer, const std::string& elsewhere) {
  HttpResponse response = std::move(transfer->hop->reader.response());
  response.elsewhere = elsewhere;
  response.url = transfer->url.text();
  response.moved_to = transfer->moved_to;
  finish(std::move(transfer), std::move(response));
}

void CurlClient::finish(std::unique_ptr<Transfer> transfer, Result<HttpResponse> result) {
  finished_.push_back({std::move(transfer->done), std::move(result)});
}

void CurlClient::collect() {
  int left = 0;
  while (CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode code = message->data.result;
    Transfer* ended = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &ended);
    curl_multi_remove_handle(multi_, message->easy_handle);
    const auto at = std::find_if(running_.begin(), running_.end(), [&](const auto& one) { return one.get() == ended; });
    std::unique_ptr<Transfer> transfer = std::move(*at);
    running_.erase(at);
    end_hop(std::move(transfer), code);
  }
}

std::optional<Error> CurlClient::time_is_up(Transfer& transfer) const {
  Hop& hop = *transfer.hop;
  curl_off_t ready = 0, wire = 0;  // when the request could be sent: 0 while the connection does not stand
  curl_easy_getinfo(hop.easy.get(), CURLINFO_PRETRANSFER_TIME_T, &ready);
  curl_easy_getinfo(hop.easy.get(), CURLINFO_SIZE_DOWNLOAD_T, &wire);
  if (listened_ms_ - transfer.begun_ms >= std::int64_t{config_.total_timeout_s} * 1000)
    return late(hop, "fetch.timeout", "was not done in the time that one answer may take");
  if (ready == 0 && !hop.connected) {
    hop.window_begun_ms = listened_ms_;
    if (listened_ms_ - hop.begun_ms < std::int64_t{config_.connect_timeout_s} * 1000) return std::nullopt;
    return late(hop, "fetch.unreachable", "did not take our call in time");
  }
  if (listened_ms_ - hop.window_begun_ms < std::int64_t{config_.slow_for_s} * 1000) return std::nullopt;
  if (wire - hop.window_bytes < std::int64_t{config_.slow_bytes_per_s} * config_.slow_for_s)
    return late(hop, "fetch.slow", "sends too slowly or not at all");
  hop.window_begun_ms = listened_ms_;
  hop.window_bytes = wire;
  return std::nullopt;
}

void CurlClient::end_the_late() {
  std::vector<std::unique_ptr<Transfer>> in_time;
  for (auto& transfer : running_) {
    std::optional<Error> error = time_is_up(*transfer);
    if (!error) {
      in_time.push_back(std::move(transfer));
      continue;
    }
    curl_multi_remove_handle(multi_, transfer->hop->easy.get());
    finish(std::move(transfer), fail(std::move(*error)));
  }
  running_ = std::move(in_time);
}

void CurlClient::listen(int wait_ms) {
  const Steady::time_point start = Steady::now();
  int active = 0;
  if (wait_ms > 0) curl_multi_poll(multi_, nullptr, 0, std::min(wait_ms, kLongestWaitMs), nullptr);
  curl_multi_perform(multi_, &active);
  listened_us_ += std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - start).count();
  listened_ms_ = listened_us_ / 1000;
}

int CurlClient::run(int wait_ms) {
  listen(0);
  collect();
  if (finished_.empty()) {
    listen(wait_ms);
    collect();
  }
  end_the_late();
  for (Finished& one : std::exchange(finished_, {})) one.done(std::move(one.result));
  return static_cast<int>(running_.size() + finished_.size());
}

void say_what_is_ignored(const FetchConfig& config) {
  const Environment all = environment();
  for (const char* name : {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
    if (all.contains(name) && config.proxy.empty())
      return log(LogLevel::info,
                 std::string(name) + " in the environment is ignored; set fetch.proxy in the settings to use a proxy.");
}

}  // namespace

Result<HttpResponse> HttpClient::get(HttpRequest request) {
  std::optional<Result<HttpResponse>> answer;
  start(std::move(request), [&](Result<HttpResponse> result) { answer = std::move(result); });
  while (!answer && run(1000) > 0) {
  }
  if (!answer) return fail(ErrorKind::bug, "fetch.setup", "The transfer ended without an answer.");
  return std::move(*answer);
}

Result<std::unique_ptr<HttpClient>> make_http_client(const FetchConfig& config) {
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
    return fail(ErrorKind::bug, "fetch.setup", "libcurl cannot be set up.");
  CURLM* multi = curl_multi_init();
  if (multi == nullptr) return fail(ErrorKind::bug, "fetch.setup", "libcurl cannot be set up; is there memory left?");
  say_what_is_ignored(config);
  return std::unique_ptr<HttpClient>(std::make_unique<CurlClient>(config, multi));
}

bool is_allowed_private(const FetchConfig& config, const std::string& host, int port) {
  return std::find(config.allow_private.begin(), config.allow_private.end(), AllowedAddress{host, port}) !=
         config.allow_private.end();
}

}  // namespace meridian::base
