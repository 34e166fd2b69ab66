package network.ara.up.bus;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A connection that was accepted and is not answered yet: first the kernel is asked whose it is. Nothing is read
 * meanwhile. That of another user is never answered: an npm follower that is turned away comes back hundreds of times a
 * second.
 *
 * <p>Nobody who keeps to the protocol has sent more than a request by then, so whoever has closed its end already has
 * nothing to say.
 */
final class Admission extends ChannelInboundHandlerAdapter {

    private final Channel channel;
    private final Leader leader;
    private final long arrival;

    /** @param arrival the number of connections before it */
    Admission(Channel channel, Leader leader, long arrival) {
        this.channel = channel;
        this.leader = leader;
        this.arrival = arrival;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        leader.arrived(channel);
        @Nullable InetSocketAddress peer = (InetSocketAddress) channel.remoteAddress();
        if (peer == null) {
            channel.close(); // it was gone before we looked
            return;
        }
        leader.identification().ask(peer, this::onLoop);
    }

    /** The other side has closed: there is nobody to be answered. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
        ReferenceCountUtil.release(read);
        channel.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        channel.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        leader.gone(channel);
    }

    private void onLoop(Identity identity) {
        try {
            leader.loop().execute(() -> identified(identity));
        } catch (RejectedExecutionException e) {
            channel.close(); // the bus is closed
        }
    }

    private void identified(Identity identity) {
        if (!channel.isActive()) {
            return;
        }
        if (!identity.isAllowed()) {
            leader.hold(channel);
            return;
        }
        MemberConnection member = new MemberConnection(channel, leader, arrival, identity);
        channel.pipeline().replace(this, null, member);
        member.begin();
        channel.config().setAutoRead(true);
    }
}
