package vn.lienthong.hub.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckPackTest {
    @Test
    void thePacksOfTheProjectHaveNoFault() {
        CheckPack check = new CheckPack(Path.of("."), Map.of());

        assertThat(check.systems()).hasSizeGreaterThanOrEqualTo(5);
        assertThat(check.all()).isEmpty();
    }
}
