package network.ara.up.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks at the head of a request, before its body is taken in.
 *
 * <p>A web page that made its own name an address of this machine (DNS rebinding) comes with its name as the Host: so
 * only {@code localhost}, addresses, and the host that the user named are taken. A request with an Origin comes from a
 * web page, and none has business here.
 *
 * @param host that the user named to listen on, in lower case
 */
record Doorkeeper(AccessToken token, String host) {

    static final int MAX_BODY_BYTES = 1 << 20;

    /** The name of an address can't be anybody's: an IPv4 address, or an IPv6 one in brackets. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]+\\]");

    private static final Pattern PORT = Pattern.compile(":[0-9]{0,5}$");
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.POST);
    private static final String TIMEOUT_HEADER = "Ara-Timeout";
    private static final String TIMEOUT_PARAMETER = "timeout";

    Doorkeeper {
        host = host.toLowerCase(Locale.ROOT);
    }

    /** Why the request is not let in, if it is not. */
    Optional<Answer> objection(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return Optional.of(Answer.objection(400, "not a request of HTTP/1.1, or its head is over 16 KiB"));
        } else if (!isOurHost(request.headers().getAll(HttpHeaderNames.HOST))) {
            return Optional.of(Answer.objection(
                    403,
                    "the Host is not this gateway's: call it by its address, by localhost or as '--http' names it"));
        } else if (request.headers().contains(HttpHeaderNames.ORIGIN)) {
            return Optional.of(Answer.objection(403, "requests of web pages, which have an Origin, are refused"));
        } else if (!token.isIn(request.headers().get(HttpHeaderNames.AUTHORIZATION, ""))) {
            return Optional.of(Answer.objection(
                    401, "'Authorization: Bearer TOKEN' is missing or wrong; ara-up says which file has the token"));
        } else if (!METHODS.contains(request.method())) {
            return Optional.of(Answer.objection(405, "only POST is known here"));
        } else if (isTooLong(request)) {
            return Optional.of(tooLong());
        }
        return Optional.empty();
    }

    static Answer tooLong() {
        return Answer.objection(413, "the body is over 1 MiB");
    }

    /** Errors: {@link IllegalArgumentException} in words, for a path or a time that can't be read. */
    static Optional<CallRequest> call(HttpRequest request) {
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        List<String> parameter = uri.parameters().getOrDefault(TIMEOUT_PARAMETER, List.of());
        Optional<String> timeout = Optional.ofNullable(request.headers().get(TIMEOUT_HEADER))
                .or(() -> parameter.stream().findFirst());
        return CallRequest.of(uri.path(), timeout);
    }

    private boolean isOurHost(List<String> hosts) {
        if (hosts.size() != 1) {
            return false;
        }
        String name =
                PORT.matcher(hosts.get(0).strip().toLowerCase(Locale.ROOT)).replaceFirst("");
        return name.equals("localhost")
                || name.equals(host)
                || ADDRESS.matcher(name).matches();
    }

    private static boolean isTooLong(HttpRequest request) {
        return HttpUtil.getContentLength(request, 0L) > MAX_BODY_BYTES;
    }
}
