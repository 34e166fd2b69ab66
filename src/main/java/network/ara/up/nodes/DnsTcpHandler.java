package network.ara.up.nodes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;

/**
 * Queries by TCP: any number on one connection, answered as the answers come.
 *
 * <p>Spec: RFC 7766. Thread: its event loop.
 */
final class DnsTcpHandler extends SimpleChannelInboundHandler<ByteBuf> {

    private static final int IDLE_SECONDS = 10;
    private static final int MAX_CONNECTIONS = 256;
    private static final int LENGTH_BYTES = 2;

    private static final System.Logger LOG = System.getLogger(DnsServer.class.getName());

    private final DnsResponder responder;

    private DnsTcpHandler(DnsResponder responder) {
        this.responder = responder;
    }

    /** Sets up each connection, and closes one that is too many. */
    static ChannelInitializer<Channel> initializer(DnsResponder responder, ChannelGroup connections) {
        return new ChannelInitializer<>() {
            @Override
            @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end of one too many
            protected void initChannel(Channel channel) {
                if (connections.size() >= MAX_CONNECTIONS) {
                    channel.close();
                    return;
                }
                connections.add(channel);
                channel.pipeline()
                        .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
                        .addLast(new LengthFieldBasedFrameDecoder(
                                DnsResponder.MAX_TCP + LENGTH_BYTES, 0, LENGTH_BYTES, 0, LENGTH_BYTES))
                        .addLast(new LengthFieldPrepender(LENGTH_BYTES))
                        .addLast(new FlowControlHandler())
                        .addLast(new DnsTcpHandler(responder));
            }
        };
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // if it fails the connection is closed, and the client knows
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
        responder.respond(ByteBufUtil.getBytes(frame), false).whenComplete((answer, error) -> {
            if (answer == null) {
                exceptionCaught(context, error);
            } else {
                answer.ifPresent(bytes -> context.writeAndFlush(Unpooled.wrappedBuffer(bytes)));
            }
        });
    }

    /** A client that doesn't read its answers is asked for no more questions. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(context.channel().isWritable());
        context.fireChannelWritabilityChanged();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            context.close();
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.log(System.Logger.Level.DEBUG, "node=dns event=connection-failed", cause);
        context.close();
    }
}
