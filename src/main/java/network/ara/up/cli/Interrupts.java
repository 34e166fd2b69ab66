package network.ara.up.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * SIGINT and SIGTERM as callbacks. A shutdown hook would do for the first one, but hears nothing of the second Ctrl-C.
 *
 * <p>By reflection, since javac warns of {@code sun.misc.Signal} and can't be told not to; it is part of the supported
 * module {@code jdk.unsupported}, and there is no other way in the JDK.
 */
final class Interrupts {

    private Interrupts() {}

    /** @param heard is given the exit code that belongs to the signal: 130 or 143; on a thread of the JVM's */
    static void listen(Consumer<Integer> heard) {
        handle("INT", 130, heard);
        handle("TERM", 143, heard);
        handle("HUP", 129, heard);
    }

    private static void handle(String name, int exitCode, Consumer<Integer> heard) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler callback = (proxy, method, arguments) -> {
                heard.accept(exitCode);
                return null;
            };
            Object proxy = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, callback);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java has no sun.misc.Signal", e);
        }
    }
}
