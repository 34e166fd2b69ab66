package network.ara.up.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MailboxTest {

    @Test
    void aMailboxIsTheLowerCaseHexMd5OfTheNamesUtf8() {
        assertThat(Mailbox.of("dht")).isEqualTo("b06531b17f9586226d526fff54527c8c");
        assertThat(Mailbox.of("é")).isEqualTo("66ddcd97cfdeabb2f6fb8a999b4bc76f");
    }
}
