package com.aegispay.local;

import com.aegispay.starter.http.StrictJson;
import com.aegispay.starter.id.Ids;
import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The reverse proxy before the services: routes as the ingress does, streams bodies, adds {@code
 * X-Forwarded-*}, and says in problem+json when there is no such path or its service is away.
 */
public final class FrontDoor implements AutoCloseable {
  private static final HttpString REQUEST_ID = new HttpString("Request-Id");
  private static final int CONNECTIONS_PER_THREAD = 128;
  private static final int IDLE_CONNECTION_MS = 5_000;
  private static final int RETRY_AFTER_SECONDS = 1;

  private final Undertow server;

  private FrontDoor(Undertow server) {
    this.server = server;
  }

  /**
   * Opens the door on loopback.
   *
   * @param services where each service's instances are
   */
  public static FrontDoor open(int port, Routes routes, Map<String, List<URI>> services, Ids ids) {
    var proxies = new LinkedHashMap<String, ProxyHandler>();
    services.forEach((name, instances) -> proxies.put(name, proxyTo(instances)));
    JsonMapper.Builder json = JsonMapper.builder();
    StrictJson.configure(json);
    var problems = new Problems(json.build(), ids);
    var server =
        Undertow.builder()
            .addHttpListener(port, "127.0.0.1")
            .setHandler(exchange -> route(exchange, routes, proxies, problems))
            .build();
    server.start();
    return new FrontDoor(server);
  }

  @Override
  public void close() {
    server.stop();
  }

  private static void route(
      HttpServerExchange exchange,
      Routes routes,
      Map<String, ProxyHandler> proxies,
      Problems problems)
      throws Exception {
    var target = routes.find(exchange.getRequestURI());
    if (target.isEmpty()) {
      problems.send(
          exchange, Problem.of(ProblemCode.ROUTE_UNKNOWN, "No service answers this path."));
      return;
    }
    exchange.addDefaultResponseListener(
        unanswered -> problems.away(unanswered, target.get().service()));
    ProxyHandler proxy = proxies.get(target.get().service());
    if (proxy == null) {
      exchange.setStatusCode(StatusCodes.SERVICE_UNAVAILABLE);
      exchange.endExchange();
      return;
    }
    if (!target.get().path().equals(exchange.getRequestURI())) {
      exchange.setRequestURI(target.get().path());
      exchange.setRequestPath(target.get().path());
      exchange.setRelativePath(target.get().path());
    }
    proxy.handleRequest(exchange);
  }

  private static ProxyHandler proxyTo(List<URI> instances) {
    var client =
        new LoadBalancingProxyClient()
            .setConnectionsPerThread(CONNECTIONS_PER_THREAD)
            .setSoftMaxConnectionsPerThread(0)
            .setTtl(IDLE_CONNECTION_MS)
            .setProblemServerRetry(1);
    instances.forEach(client::addHost);
    return ProxyHandler.builder().setProxyClient(client).build();
  }

  private record Problems(JsonMapper json, Ids ids) {
    /** Called when an exchange ends with no body of its own. */
    boolean away(HttpServerExchange exchange, String service) {
      if (!exchange.isResponseChannelAvailable()
          || exchange.getStatusCode() < StatusCodes.INTERNAL_SERVER_ERROR) {
        return false;
      }
      send(
          exchange,
          Problem.of(
                  ProblemCode.UNAVAILABLE, "The " + service + " does not answer; try again soon.")
              .retryAfter(RETRY_AFTER_SECONDS));
      return true;
    }

    void send(HttpServerExchange exchange, Problem problem) {
      String requestId = ids.next("req");
      exchange.setStatusCode(problem.code().status());
      exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/problem+json");
      exchange.getResponseHeaders().put(REQUEST_ID, requestId);
      if (problem.retryAfterSeconds() > 0) {
        exchange.getResponseHeaders().put(Headers.RETRY_AFTER, problem.retryAfterSeconds());
      }
      exchange.getResponseSender().send(json.writeValueAsString(problem.body(requestId)));
    }
  }
}
