/**
 * HTTP for those who speak neither INC nor localcast: a call of a node's function is a POST. Off unless asked for.
 *
 * <p>Uses model, wire, bus and inc: it is a node like any other, named {@code http}, so that policy can name it. It runs
 * on a thread of its own, {@code http-gateway}.
 */
@NullMarked
package network.ara.up.web;

import org.jspecify.annotations.NullMarked;
