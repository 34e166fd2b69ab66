package network.ara.up.broker;

import java.util.HashMap;
import java.util.Map;
import network.ara.up.wire.Mailbox;

/** The mailboxes of names that were seen: an MD5 for each call would be most of a call's cost. */
final class Mailboxes {

    private static final int MOST = 10_000;

    private final Map<String, Object> known = new HashMap<>();

    Object of(String name) {
        Object mailbox = known.get(name);
        if (mailbox == null) {
            if (known.size() >= MOST) {
                known.clear();
            }
            mailbox = Mailbox.of(name);
            known.put(name, mailbox);
        }
        return mailbox;
    }
}
