package network.ara.up.nodes;

import java.util.List;

/**
 * What is known of a name.
 *
 * @param status "NOERROR", "NXDOMAIN" for a name that doesn't exist, "REFUSED" for one that nobody here is responsible
 *     for, "SERVFAIL" when the forwarder didn't answer
 * @param records the answer, CNAMEs that lead to it included
 */
public record DnsAnswer(String status, List<DnsRecord> records) {}
