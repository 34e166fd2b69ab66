package network.ara.up.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import network.ara.up.model.NodeSpec;
import network.ara.up.model.ProvidedFunction;
import network.ara.up.model.ProvidedFunction.Http;
import network.ara.up.wire.Json;
import network.ara.up.wire.Outcome;
import org.jspecify.annotations.Nullable;

/** Sends the request of a provided function: the answer's body is the result, if its status is from 200 to 299. */
final class HttpAction implements ProvidedAction {

    private final Executor threads;
    /** Begun with the first request: it costs a thread and many classes. */
    private @Nullable HttpClient client; // guarded by this

    HttpAction(Executor threads) {
        this.threads = threads;
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .executor(threads)
                    .build();
        }
        return client;
    }

    @Override
    public CompletableFuture<?> perform(
            NodeSpec spec, ProvidedFunction function, Arguments arguments, CompletableFuture<Outcome> outcome)
            throws CallRefused {
        Http http = (Http) function.action();
        HttpRequest request = request(http, arguments);
        CompletableFuture<HttpResponse<InputStream>> sent =
                client().sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        var unused = outcome.whenComplete((result, failure) -> end(sent));
        return sent.thenApplyAsync(response -> result(function, response), threads)
                .exceptionally(failure -> ProvidedAction.threw(
                        http.method() + " " + request.uri().getAuthority() + " failed: " + reason(failure)))
                .thenAccept(outcome::complete);
    }

    /** Nobody waits any more: the connection is not kept for a body that nobody reads. */
    private static void end(CompletableFuture<HttpResponse<InputStream>> sent) {
        if (!sent.cancel(true) && !sent.isCompletedExceptionally()) {
            try {
                sent.join().body().close();
            } catch (IOException e) {
                System.getLogger(HttpAction.class.getName()).log(System.Logger.Level.DEBUG, "event=body-not-closed", e);
            }
        }
    }

    private static HttpRequest request(Http http, Arguments arguments) throws CallRefused {
        Map<String, @Nullable Object> others = arguments.except(http.url().places());
        boolean hasBody = Http.WITH_BODY.contains(http.method()) && !others.isEmpty();
        HttpRequest.Builder request = HttpRequest.newBuilder(url(http, arguments))
                .method(
                        http.method(),
                        hasBody
                                ? HttpRequest.BodyPublishers.ofByteArray(Json.bytes(others))
                                : HttpRequest.BodyPublishers.noBody());
        if (hasBody) {
            request.setHeader("Content-Type", "application/json");
        }
        try {
            http.headers().forEach(request::setHeader);
        } catch (IllegalArgumentException e) { // such as Host, which Java keeps to itself
            throw Arguments.refused("its request can't be sent: " + e.getMessage());
        }
        return request.build();
    }

    /** A parameter is one piece of the path or the query, whatever it holds. */
    private static URI url(Http http, Arguments arguments) throws CallRefused {
        String url = http.url()
                .fill(index -> URLEncoder.encode(arguments.text(index), StandardCharsets.UTF_8)
                        .replace("+", "%20"));
        String path = url.replaceFirst("[?#].*", "");
        boolean climbs = Arrays.stream(path.split("/", -1)).anyMatch(part -> part.equals("..") || part.equals("."));
        if (climbs && !http.url().places().isEmpty()) {
            throw Arguments.refused("a parameter may not be '.' or '..' in a path");
        }
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw Arguments.refused("'" + url + "' is not a URL: " + e.getReason());
        }
    }

    private static Outcome result(ProvidedFunction function, HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(MOST_BYTES + 1);
            if (response.statusCode() < 200 || response.statusCode() > 299) {
                return ProvidedAction.threw("it answered with status " + response.statusCode());
            } else if (bytes.length > MOST_BYTES) {
                return ProvidedAction.tooLong();
            }
            return ProvidedAction.read(new String(bytes, StandardCharsets.UTF_8), function.result(), isJson(response));
        } catch (IOException e) {
            return ProvidedAction.threw("its answer broke off: " + reason(e));
        }
    }

    private static boolean isJson(HttpResponse<?> response) {
        String type = response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        String media = type.replaceFirst(";.*", "").strip();
        return media.equals("application/json") || media.endsWith("+json");
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() != null
                ? cause.getMessage()
                : cause.getClass().getSimpleName();
    }
}
