package network.ara.up.it;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of the whole program begin with: a user with folders of its own, of whose projects nothing is left. */
abstract class UserOfItsOwn {

    @TempDir
    Path folder;

    AraUp araUp;

    @BeforeEach
    void aUserOfItsOwn() {
        araUp = new AraUp(folder);
    }

    /** Also what a project uses that belongs to another one. */
    @AfterEach
    void nothingIsLeft() {
        araUp.downAll("other.yml", "ara.yml");
    }
}
