package network.ara.up.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One connection: one request after the other. The next is not read before the one before it is answered, so that those
 * who send several at once get their answers in order, and hold no more than one body here.
 *
 * <p>Thread: the gateway's.
 */
final class GatewayConnection extends SimpleChannelInboundHandler<HttpObject> {

    /** From the moment that a request can be sent until all of it is here; who is slower holds a connection for nothing. */
    static final long REQUEST_SECONDS = 10;

    private final Doorkeeper doorkeeper;
    private final BiFunction<CallRequest, Object, CompletableFuture<Answer>> calls;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable CallRequest asked; // null while no head was let in
    private boolean keepsAlive;
    private @Nullable CompletableFuture<Answer> running; // null while no call is
    private @Nullable ScheduledFuture<?> late; // null while no request is awaited

    /** @param calls given the parameters; its answers come on any thread */
    GatewayConnection(Doorkeeper doorkeeper, BiFunction<CallRequest, Object, CompletableFuture<Answer>> calls) {
        this.doorkeeper = doorkeeper;
        this.calls = calls;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        awaitRequest(context);
    }

    private void awaitRequest(ChannelHandlerContext context) {
        asked = null;
        running = null;
        body.reset();
        late = context.executor().schedule(() -> context.close(), REQUEST_SECONDS, TimeUnit.SECONDS);
        context.read();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        if (message instanceof HttpRequest request) {
            Optional<Answer> objection = head(request);
            if (objection.isPresent()) {
                answer(context, objection.get());
                return;
            }
            if (HttpUtil.is100ContinueExpected(request)) {
                context.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
            }
        }
        if (message instanceof HttpContent content && asked != null) {
            take(context, content, asked);
        }
        if (running == null) {
            context.executor().execute(context::read); // not within this reading: it would be forgotten at its end
        }
    }

    private Optional<Answer> head(HttpRequest request) {
        keepsAlive = HttpUtil.isKeepAlive(request);
        Optional<Answer> objection = doorkeeper.objection(request);
        if (objection.isPresent()) {
            return objection;
        }
        try {
            asked = Doorkeeper.call(request).orElse(null);
        } catch (IllegalArgumentException e) {
            return Optional.of(Answer.objection(400, String.valueOf(e.getMessage())));
        }
        return asked == null
                ? Optional.of(Answer.objection(404, "nothing is here but /call/NODE/FUNCTION"))
                : Optional.empty();
    }

    private void take(ChannelHandlerContext context, HttpContent content, CallRequest request) {
        ByteBuf bytes = content.content();
        if (content.decoderResult().isFailure()) {
            answer(context, Answer.objection(400, "the body is not as its head says"));
        } else if (body.size() + bytes.readableBytes() > Doorkeeper.MAX_BODY_BYTES) {
            answer(context, Doorkeeper.tooLong());
        } else {
            byte[] part = new byte[bytes.readableBytes()];
            bytes.readBytes(part);
            body.writeBytes(part);
            if (content instanceof LastHttpContent) {
                call(context, request);
            }
        }
    }

    private void call(ChannelHandlerContext context, CallRequest request) {
        cancelLate();
        try {
            CompletableFuture<Answer> call = calls.apply(request, CallRequest.parameters(body.toByteArray()));
            running = call;
            // One more read, past the queue, or else nobody would hear that the caller has gone.
            context.pipeline().context(HttpServerCodec.class).read();
            var unused = call.whenComplete((answer, failure) -> context.executor()
                    .execute(() -> answer(context, answer == null ? Answer.failure(failure) : answer)));
        } catch (IllegalArgumentException e) {
            answer(context, Answer.badParameters(String.valueOf(e.getMessage())));
        }
    }

    private void answer(ChannelHandlerContext context, Answer answer) {
        cancelLate();
        asked = null;
        boolean closes = answer.closes() || !keepsAlive;
        // Reading stops until this is written: what came after a request that is refused is not looked at.
        running = CompletableFuture.completedFuture(answer);
        ChannelFuture written = context.writeAndFlush(response(answer, closes));
        written.addListener((ChannelFutureListener) done -> {
            if (closes || !done.isSuccess()) {
                context.close();
            } else {
                context.executor().execute(() -> awaitRequest(context)); // not within the reading of what was answered
            }
        });
    }

    private static FullHttpResponse response(Answer answer, boolean closes) {
        byte[] body = answer.body().getBytes(UTF_8);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("X-Content-Type-Options", "nosniff");
        if (answer.status() == HttpResponseStatus.UNAUTHORIZED.code()) {
            response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        } else if (answer.status() == HttpResponseStatus.METHOD_NOT_ALLOWED.code()) {
            response.headers().set(HttpHeaderNames.ALLOW, "POST");
        }
        response.headers().set(HttpHeaderNames.CONNECTION, closes ? "close" : "keep-alive");
        return response;
    }

    private void cancelLate() {
        if (late != null) {
            late.cancel(false);
            late = null;
        }
    }

    /** Who is gone waits for no result: the callee is told. */
    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancelLate();
        if (running != null) {
            running.cancel(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
