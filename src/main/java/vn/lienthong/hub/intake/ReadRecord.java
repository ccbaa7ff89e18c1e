package vn.lienthong.hub.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.hub.dossier.Fact;
import vn.lienthong.hub.dossier.SystemId;
import vn.lienthong.hub.dossier.Violation;
import vn.lienthong.hub.ledger.HeldRecords.ToHold;
import vn.lienthong.hub.mapping.Mappings.Mapped;

/**
 * A source record after mapping and checks.
 *
 * @param heldId the held record that it was, in a replay
 * @param correctionId the correction that was read instead of the payload
 */
record ReadRecord(
        SystemId system,
        String stream,
        SourceRecord source,
        Mapped mapped,
        @Nullable Long heldId,
        @Nullable Long correctionId,
        boolean firstLoad) {

    ReadRecord mapped(Mapped anew) {
        return new ReadRecord(system, stream, source, anew, heldId, correctionId, firstLoad);
    }

    boolean isGood() {
        return mapped.faults().isEmpty() && mapped.canonical() != null;
    }

    boolean isClaim() {
        return mapped.canonical() != null
                && "claim".equals(mapped.canonical().path("type").asText());
    }

    Fact fact() {
        return Fact.of(system, java.util.Objects.requireNonNull(mapped.canonical()));
    }

    /** What it is about in its source; also known when the record has faults. */
    @Nullable
    String subject() {
        JsonNode canonical = mapped.canonical();
        if (canonical == null) {
            return null;
        }
        String own = canonical.path("references").path(system.value()).asText("");
        String code = canonical.path("code").asText("");
        String subject = own.isEmpty() ? code : own;
        return subject.isEmpty() || subject.length() > 100 ? null : subject;
    }

    ToHold held(List<Violation> why, @Nullable String waitsFor) {
        Violation first = why.get(0);
        JsonNode number = mapped.canonical() == null
                ? com.fasterxml.jackson.databind.node.MissingNode.getInstance()
                : mapped.canonical().path("fact").path("number");
        return new ToHold(
                system,
                stream,
                source.key(),
                subject(),
                number.isNumber() ? number.asLong() : null,
                sha256(source.payload()),
                source.payload(),
                mapped.version(),
                first.code(),
                first.path(),
                first.detail(),
                why.stream().map(Violation::toString).collect(Collectors.joining("\n")),
                waitsFor,
                firstLoad);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
