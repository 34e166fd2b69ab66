package network.ara.up.broker;

/**
 * Who calls.
 *
 * @param name of the node whose process it is, where the kernel could tell; else the name that it claims
 * @param isVerified whether the kernel told
 */
public record CallerIdentity(String name, boolean isVerified) {}
