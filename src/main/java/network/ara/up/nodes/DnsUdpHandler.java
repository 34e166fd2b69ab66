package network.ara.up.nodes;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;

/** Queries by UDP. Thread: its event loop. */
final class DnsUdpHandler extends SimpleChannelInboundHandler<DatagramPacket> {

    private static final System.Logger LOG = System.getLogger(DnsServer.class.getName());

    private final DnsResponder responder;
    private long unsent;

    DnsUdpHandler(DnsResponder responder) {
        this.responder = responder;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        responder.respond(ByteBufUtil.getBytes(packet.content()), true).whenComplete((answer, error) -> {
            if (answer == null) {
                exceptionCaught(context, error);
            } else {
                answer.ifPresent(
                        bytes -> send(context, new DatagramPacket(Unpooled.wrappedBuffer(bytes), packet.sender())));
            }
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a datagram that could not be sent is a lost one, as any
    private void send(ChannelHandlerContext context, DatagramPacket packet) {
        if (context.channel().isWritable()) {
            context.writeAndFlush(packet);
        } else {
            // The client asks again: better than a queue without an end.
            unsent++;
        }
    }

    /** One packet must not end the server, whatever is in it. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.log(System.Logger.Level.DEBUG, "node=dns event=packet-failed", cause);
    }

    long unsent() {
        return unsent;
    }
}
