package vn.lienthong.hub.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import vn.lienthong.hub.dossier.SystemId;

/** Old claims: the history of a person. The newest file wins, earlier values stay. */
@Component
public class Claims {
    private final JdbcTemplate jdbc;
    private final ObjectMapper json;
    private final SearchKey search;
    private final Ids ids;
    private final Clock clock;

    public Claims(JdbcTemplate jdbc, ObjectMapper json, SearchKey search, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.search = search;
        this.ids = ids;
        this.clock = clock;
    }

    /** @return false if the same values of this claim are known already */
    public boolean store(SystemId system, JsonNode canonical) {
        String key = canonical.path("key").asText();
        String version = canonical.path("version").asText();
        ObjectNode values = canonical.deepCopy();
        values.remove("version");
        byte[] content = bytes(values);
        String hash = search.of(new String(content, java.nio.charset.StandardCharsets.UTF_8));
        List<Map<String, Object>> known = jdbc.queryForList(
                "select id, version, content_hash from claim where system = ? and claim_key = ?", system.value(), key);
        boolean fresh = known.stream().noneMatch(row -> hash.equals(row.get("content_hash")));
        if (fresh) {
            JsonNode person = canonical.path("person");
            jdbc.update(
                    "insert into claim (id, system, claim_key, version, newest, id_hash, book_hash, content, content_hash, taken_at)"
                            + " values (?,?,?,?,?,?,?,?,?,?)",
                    ids.next(),
                    system.value(),
                    key,
                    version,
                    false,
                    hashOf(person, "cccd", "cmnd"),
                    hashOf(person, "insuranceBook"),
                    content,
                    hash,
                    Times.column(clock.instant()));
        } else {
            jdbc.update(
                    "update claim set version = ? where system = ? and claim_key = ? and content_hash = ? and version < ?",
                    version,
                    system.value(),
                    key,
                    hash,
                    version);
        }
        jdbc.update(
                "update claim set newest = case when version = (select max(c.version) from claim c where c.system = claim.system"
                        + " and c.claim_key = claim.claim_key) then true else false end where system = ? and claim_key = ?",
                system.value(),
                key);
        return fresh;
    }

    private @Nullable String hashOf(JsonNode person, String... fields) {
        for (String field : fields) {
            String text = person.path(field).asText("");
            if (!text.isBlank()) {
                return search.of(text);
            }
        }
        return null;
    }

    /** One claim as a file told it. */
    public record OldClaim(String system, String key, String version, boolean newest, JsonNode content) {}

    /** Claims of a person, newest first; either id may be null. */
    public List<OldClaim> of(@Nullable String idNumber, @Nullable String insuranceBook) {
        List<OldClaim> found = new ArrayList<>();
        jdbc.query(
                "select system, claim_key, version, newest, content from claim where id_hash = ? or book_hash = ?"
                        + " order by version desc, claim_key",
                row -> {
                    try {
                        found.add(new OldClaim(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getBoolean(4),
                                json.readTree(row.getBytes(5))));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                idNumber == null ? "" : search.of(idNumber),
                insuranceBook == null ? "" : search.of(insuranceBook));
        return found;
    }

    private byte[] bytes(JsonNode tree) {
        try {
            return json.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
