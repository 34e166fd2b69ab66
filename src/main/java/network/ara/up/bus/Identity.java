package network.ara.up.bus;

import java.util.OptionalLong;

/**
 * Whose the other end of a connection is, by the kernel's word.
 *
 * @param isAllowed whether it belongs to a user who may take part
 * @param process empty where the kernel does not tell, or nobody asked
 */
record Identity(boolean isAllowed, OptionalLong process) {

    /** Of a system that does not tell. */
    static final Identity UNKNOWN = new Identity(true, OptionalLong.empty());

    /** Of somebody else's, and of one that has closed it before anybody looked. */
    static final Identity FOREIGN = new Identity(false, OptionalLong.empty());
}
