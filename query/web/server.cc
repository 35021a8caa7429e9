// Asio 1.74 uses std::exchange without including it.
#include <utility>

#include "query/web/server.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <atomic>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "base/url.h"

namespace meridian::query::web {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using std::chrono::seconds;

std::string_view Request::parameter(std::string_view name) const {
  for (const auto& [key, value] : parameters)
    if (key == name) return value;
  return {};
}

std::vector<std::string> Request::all(std::string_view name) const {
  std::vector<std::string> out;
  for (const auto& [key, value] : parameters)
    if (key == name) out.push_back(value);
  return out;
}

namespace {

constexpr seconds kStopWithin{5};
constexpr std::size_t kMaxParameters = 256;

// The threads that run handlers. A bounded queue: what does not fit is refused, never kept waiting without end (FAULTS 142).
class Workers {
 public:
  Workers(int threads, std::size_t most_waiting) : most_waiting_(most_waiting) {
    for (int i = 0; i < threads; ++i) threads_.emplace_back([this, i] { work(i); });
  }
  ~Workers() {
    {
      const std::lock_guard guard(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }
  bool submit(std::function<void(int)> job) {
    {
      const std::lock_guard guard(mutex_);
      if (jobs_.size() >= most_waiting_) return false;
      jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
    return true;
  }

 private:
  void work(int index) {
    for (;;) {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      const std::function<void(int)> job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      job(index);
    }
  }

  const std::size_t most_waiting_;
  std::mutex mutex_;  // guards the next two
  std::deque<std::function<void(int)>> jobs_;
  bool stopping_ = false;
  std::condition_variable wake_;
  std::vector<std::thread> threads_;
};

Response plain(int status, std::string text) { return {status, "text/plain; charset=utf-8", std::move(text), {}}; }

// Splits "a=1&b=2" and decodes once; false when an escape is broken or not UTF-8 (FAULTS 104).
bool read_parameters(std::string_view query, Request& out) {
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) continue;
    if (out.parameters.size() == kMaxParameters) return false;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const auto name = base::percent_decode(pair.substr(0, equals), true);
    const auto value = base::percent_decode(pair.substr(std::min(equals + 1, pair.size())), true);
    if (!name || !value) return false;
    out.parameters.emplace_back(*name, *value);
  }
  return true;
}

// Our own names only: an attacker's page can point any name of its own at 127.0.0.1 (FAULTS 93, 94).
bool is_our_host(const http::request<http::string_body>& message, const std::set<std::string>& hosts) {
  const auto range = message.equal_range(http::field::host);
  if (std::distance(range.first, range.second) != 1) return false;
  std::string host(range.first->value());
  for (char& c : host)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return hosts.contains(host);
}

// The request in our terms, or the response that refuses it.
std::optional<Response> translate(http::request<http::string_body>& message, const std::set<std::string>& hosts, Request& out) {
  if (!is_our_host(message, hosts)) return plain(421, "");
  switch (message.method()) {
    case http::verb::get:
    case http::verb::head: out.method = "GET"; break;
    case http::verb::post: out.method = "POST"; break;
    case http::verb::unknown: return plain(501, "This method is not known here.\n");
    default: {
      Response refused = plain(405, "Only GET, HEAD and POST are answered.\n");
      refused.headers.emplace_back("Allow", "GET, HEAD, POST");
      return refused;
    }
  }
  if (message.find(http::field::content_encoding) != message.end()) return plain(415, "Send the body uncompressed.\n");
  const std::string_view target(message.target().data(), message.target().size());
  if (target.empty() || target.front() != '/') return plain(400, "The request's target must be a path.\n");
  const std::size_t mark = std::min(target.find('?'), target.size());
  const auto path = base::percent_decode(target.substr(0, mark));
  if (!path || !read_parameters(target.substr(std::min(mark + 1, target.size())), out))
    return plain(400, "The address holds a broken escape, or is not UTF-8.\n");
  out.path = *path;
  for (const auto& field : message) {
    std::string name(field.name_string());
    for (char& c : name)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    std::string& value = out.headers[name];
    value += (value.empty() ? "" : ", ") + std::string(field.value());
  }
  out.body = std::move(message.body());
  return std::nullopt;
}

template <class Message>
void add_headers(Message& message, const Response& response) {
  message.set(http::field::content_type, response.content_type);
  for (const auto& [name, value] : response.headers) message.insert(name, value);
  message.set("Content-Security-Policy",
              "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
              "base-uri 'none'; frame-ancestors 'none'");
  message.set("X-Content-Type-Options", "nosniff");
  message.set("Cross-Origin-Resource-Policy", "same-origin");
  message.set("Cross-Origin-Opener-Policy", "same-origin");
  message.set("Referrer-Policy", "no-referrer");
  if (message.find(http::field::cache_control) == message.end()) message.set(http::field::cache_control, "private, no-cache");
}

class BeastServer final : public Server {
 public:
  BeastServer(const base::ServerConfig& config, Handler handler, Busy busy)
      : config_(config), handler_(std::move(handler)), busy_(std::move(busy)), acceptor_(loop_), signals_(loop_), deadline_(loop_) {}

  base::Status bind() {
    boost::system::error_code error;
    const asio::ip::address address = asio::ip::make_address(config_.listen, error);
    if (error || !address.is_loopback())
      return base::fail(base::ErrorKind::refused, "serve.listen_address",
                        "“" + config_.listen + "” is not a loopback address: Meridian answers this machine only (use 127.0.0.1 or ::1).");
    const tcp::endpoint endpoint(address, static_cast<unsigned short>(config_.port));
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error)
      return base::fail(base::ErrorKind::refused, "serve.port_in_use",
                        "Port " + std::to_string(config_.port) + " of " + config_.listen + " cannot be used (" + error.message() +
                            "): stop the program that holds it, or choose another with --port.");
    const std::string port = std::to_string(acceptor_.local_endpoint().port());
    for (const std::string& name : {std::string("127.0.0.1"), std::string("localhost"), std::string("[::1]")}) {
      hosts_.insert(name + ":" + port);
      if (port == "80") hosts_.insert(name);
    }
    return {};
  }

  int port() const override { return acceptor_.local_endpoint().port(); }

  void run() override {
    workers_.emplace(std::max(1, config_.search_threads), static_cast<std::size_t>(std::max(1, config_.max_waiting)));
    asio::co_spawn(loop_, accept(), asio::detached);
    loop_.run();
    workers_.reset();
    sessions_.clear();
  }

  void stop() override {
    asio::post(loop_, [this] {
      if (stopping_) return loop_.stop();
      stopping_ = true;
      boost::system::error_code ignored;
      acceptor_.close(ignored);
      signals_.cancel(ignored);
      for (Session* session : sessions_)
        if (session->idle) session->stream.cancel();
      deadline_.expires_after(kStopWithin);
      deadline_.async_wait([this](boost::system::error_code error) {
        if (!error) loop_.stop();
      });
      if (sessions_.empty()) deadline_.cancel();
    });
  }

  void stop_on_signals() override {
    signals_.add(SIGINT);
    signals_.add(SIGTERM);
    wait_for_signal();
  }

 private:
  struct Session {
    explicit Session(tcp::socket socket) : stream(std::move(socket)) {}
    beast::tcp_stream stream;
    bool idle = true;  // waiting for a request, since …
    std::chrono::steady_clock::time_point waiting_since = std::chrono::steady_clock::now();
    bool ending = false;  // to make room
  };

  void wait_for_signal() {
    signals_.async_wait([this](boost::system::error_code error, int) {
      if (error) return;
      const bool again = stopping_;
      stop();
      if (!again) wait_for_signal();
    });
  }

  asio::awaitable<void> accept() {
    while (!stopping_) {
      boost::system::error_code error;
      tcp::socket socket = co_await acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, error));
      if (error) {
        if (stopping_ || error == asio::error::operation_aborted) co_return;
        // No descriptor left: wait for one instead of spinning (FAULTS 157).
        asio::steady_timer pause(loop_, std::chrono::milliseconds(100));
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
        continue;
      }
      if (sessions_.size() >= static_cast<std::size_t>(config_.max_connections) && !end_longest_waiting()) continue;
      socket.set_option(tcp::no_delay(true), error);
      asio::co_spawn(loop_, serve(std::make_unique<Session>(std::move(socket))), asio::detached);
    }
  }

  // Makes room for a newcomer: whoever has waited longest without saying what it wants goes, so that those who only hold
  // connections open shut nobody out (FAULTS 99). False when all are being answered.
  bool end_longest_waiting() {
    Session* longest = nullptr;
    for (Session* session : sessions_)
      if (session->idle && !session->ending && (longest == nullptr || session->waiting_since < longest->waiting_since)) longest = session;
    if (longest == nullptr) return false;
    longest->ending = true;
    longest->stream.cancel();
    return true;
  }

  asio::awaitable<void> serve(std::unique_ptr<Session> session) {
    sessions_.insert(session.get());
    beast::flat_buffer buffer(static_cast<std::size_t>(config_.max_head_bytes) + static_cast<std::size_t>(config_.max_body_bytes));
    bool first = true;
    while (co_await answer_one(*session, buffer, first)) first = false;
    boost::system::error_code ignored;
    session->stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    sessions_.erase(session.get());
    if (stopping_ && sessions_.empty()) deadline_.cancel();
  }

  // Reads a request and answers it; false when the connection ends.
  asio::awaitable<bool> answer_one(Session& session, beast::flat_buffer& buffer, bool first) {
    http::request_parser<http::string_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(config_.max_head_bytes));
    parser.body_limit(static_cast<std::uint64_t>(config_.max_body_bytes));
    boost::system::error_code error;
    // One deadline for the whole head: a byte now and then does not extend it (FAULTS 99).
    session.idle = true;
    session.waiting_since = std::chrono::steady_clock::now();
    session.stream.expires_after(seconds(first ? config_.head_timeout_s : config_.idle_timeout_s));
    co_await http::async_read_header(session.stream, buffer, parser, asio::redirect_error(asio::use_awaitable, error));
    session.idle = false;
    if (!error) {
      session.stream.expires_after(seconds(config_.idle_timeout_s));
      co_await http::async_read(session.stream, buffer, parser, asio::redirect_error(asio::use_awaitable, error));
    }
    if (error) {
      const std::optional<Response> refusal = refusal_of(error);
      if (refusal) co_await write(session, *refusal, 11, false, false);
      co_return false;
    }
    http::request<http::string_body> message = parser.release();
    const bool head = message.method() == http::verb::head, asked_to_keep = message.keep_alive();
    const unsigned version = message.version();
    Request request;
    std::optional<Response> response = translate(message, hosts_, request);
    if (!response) response = co_await handle(session, std::move(request));
    if (!response) co_return false;
    const bool keep = asked_to_keep && !stopping_;  // a stop may have come meanwhile
    co_return co_await write(session, *response, version, head, keep) && keep;
  }

  // What is said to a broken request; nothing to a closed or silent connection.
  static std::optional<Response> refusal_of(boost::system::error_code error) {
    if (error == http::error::header_limit || error == http::error::buffer_overflow) return plain(431, "The request's head is too large.\n");
    if (error == http::error::body_limit) return plain(413, "The request's body is too large.\n");
    if (error == http::error::end_of_stream || error == http::error::partial_message) return std::nullopt;
    if (error.category() == make_error_code(http::error::bad_method).category()) return plain(400, "This is not an HTTP request.\n");
    return std::nullopt;
  }

  // Runs the handler on a worker and comes back to the loop; nothing when the client went away. What it asked is then not begun
  // any more (FAULTS 125); what has begun ends by its own bounds.
  asio::awaitable<std::optional<Response>> handle(Session& session, Request request) {
    struct Job {
      Job(asio::io_context& loop, Request asked) : request(std::move(asked)), done(loop, asio::steady_timer::time_point::max()) {}
      const Request request;
      Response response;
      asio::steady_timer done;  // cancelled when the response is there, or nobody waits for it
      std::atomic<bool> gone = false;
      bool waited_for = true;  // on the loop's thread only
    };
    const auto job = std::make_shared<Job>(loop_, std::move(request));
    const bool taken = workers_->submit([this, job](int worker) {
      if (!job->gone) job->response = handler_(job->request, worker);
      asio::post(loop_, [job] { job->done.cancel(); });
    });
    if (!taken) {
      if (busy_) co_return busy_(job->request);
      Response busy = plain(503, "Too many requests are waiting; try again in a moment.\n");
      busy.headers.emplace_back("Retry-After", "1");
      co_return busy;
    }
    tcp::socket& socket = session.stream.socket();
    socket.async_wait(tcp::socket::wait_read, [job, &socket](boost::system::error_code error) {
      if (error || !job->waited_for) return;
      // Something to read, and no bytes: the end of the connection. Bytes are the next request, which waits its turn.
      if (socket.available(error) > 0) return;
      job->gone = true;
      job->done.cancel();
    });
    boost::system::error_code ignored;
    co_await job->done.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    job->waited_for = false;
    socket.cancel(ignored);
    if (job->gone) co_return std::nullopt;
    co_return std::move(job->response);
  }

  asio::awaitable<bool> write(Session& session, const Response& response, unsigned version, bool head, bool keep) {
    boost::system::error_code error;
    session.stream.expires_after(seconds(config_.idle_timeout_s));
    const auto status = static_cast<http::status>(response.status);
    if (head) {
      http::response<http::empty_body> message(status, version);
      add_headers(message, response);
      message.content_length(response.body.size());
      message.keep_alive(keep);
      http::response_serializer<http::empty_body> serializer(message);
      co_await http::async_write_header(session.stream, serializer, asio::redirect_error(asio::use_awaitable, error));
    } else {
      http::response<http::string_body> message(status, version, response.body);
      add_headers(message, response);
      message.keep_alive(keep);
      message.prepare_payload();
      co_await http::async_write(session.stream, message, asio::redirect_error(asio::use_awaitable, error));
    }
    co_return !error;
  }

  const base::ServerConfig config_;
  const Handler handler_;
  const Busy busy_;
  asio::io_context loop_{1};
  tcp::acceptor acceptor_;
  asio::signal_set signals_;
  asio::steady_timer deadline_;
  std::set<std::string> hosts_;
  std::optional<Workers> workers_;
  // Below: touched on the loop's thread only.
  std::set<Session*> sessions_;
  bool stopping_ = false;
};

}  // namespace

base::Result<std::unique_ptr<Server>> Server::listen(const base::ServerConfig& config, Handler handler, Busy busy) {
  auto server = std::make_unique<BeastServer>(config, std::move(handler), std::move(busy));
  MERIDIAN_TRY(server->bind());
  return server;
}

}  // namespace meridian::query::web
