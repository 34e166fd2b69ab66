package network.ara.up.nodes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSOutput;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * A resource record as text.
 *
 * @param name absolute, with the final dot
 * @param type as "A" or "SRV"
 * @param ttl seconds
 * @param data as in a master file ("10 mail.ara.local."); of a TXT record its plain text, in UTF-8
 */
public record DnsRecord(String name, String type, long ttl, String data) {

    private static final int MAX_TXT_STRING = 255;

    static DnsRecord of(Record record) {
        String data = record instanceof TXTRecord text ? plain(text) : record.rdataToString();
        return new DnsRecord(record.getName().toString(), Type.string(record.getType()), record.getTTL(), data);
    }

    /** Errors: {@link IllegalArgumentException} when the data is not of that type. */
    static Record parse(Name name, int type, long ttl, String data) {
        try {
            if (type == Type.TXT) {
                byte[] strings = txt(data);
                return Record.newRecord(name, type, DClass.IN, ttl, strings.length, strings);
            }
            return Record.fromString(name, type, DClass.IN, ttl, data, Name.root);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "expected the data of a record of type " + Type.string(type) + ", got '" + data + "'", e);
        }
    }

    /** A text of any length, as the strings of up to 255 bytes that RFC 1035 §3.3.14 has. */
    private static byte[] txt(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        DNSOutput out = new DNSOutput();
        int from = 0;
        do {
            int length = Math.min(MAX_TXT_STRING, bytes.length - from);
            out.writeU8(length);
            out.writeByteArray(bytes, from, length);
            from += length;
        } while (from < bytes.length);
        return out.toByteArray();
    }

    private static String plain(TXTRecord record) {
        List<byte[]> strings = record.getStringsAsByteArrays();
        DNSOutput out = new DNSOutput();
        strings.forEach(out::writeByteArray);
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }
}
