package vn.lienthong.sandbox.actors;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import vn.lienthong.sandbox.Sandbox;
import vn.lienthong.sandbox.construction.Construction;
import vn.lienthong.sandbox.land.Land;
import vn.lienthong.sandbox.onestop.OneStop;
import vn.lienthong.sandbox.portal.Portal;
import vn.lienthong.sandbox.post.Post;
import vn.lienthong.sandbox.uiv1.UiV1;
import vn.lienthong.sandbox.uiv2.UiV2;
import vn.lienthong.sandbox.world.Official;
import vn.lienthong.sandbox.world.People;

/**
 * What the actors share: the systems, the dice, and the officials of the offices; and by what names their
 * dossiers are known.
 */
final class Stage {
    final OneStop oneStop;
    final Land land;
    final UiV2 uiV2;
    final UiV1 uiV1;
    final Portal portal;
    /** Null where only the five are there. */
    final Post post;

    final Construction construction;
    final People people;
    final Random dice;
    final Official clerk;
    final Official landOfficer;
    final Official jobOfficer;
    final Official builder;
    final Official postman;
    private final Supplier<Instant> times;
    private final AtomicInteger numbers;
    private final Map<String, List<String>> known = new ConcurrentHashMap<>();

    Stage(Sandbox sandbox, long seed) {
        this(sandbox, seed, sandbox.clock()::instant, 0);
    }

    /**
     * @param times when each next thing happens
     * @param numbers the last number that somebody else has used
     */
    Stage(Sandbox sandbox, long seed, Supplier<Instant> times, int numbers) {
        this.times = times;
        this.numbers = new AtomicInteger(numbers);
        this.oneStop = sandbox.oneStop();
        this.land = sandbox.land();
        this.uiV2 = sandbox.uiV2();
        this.uiV1 = sandbox.uiV1();
        this.portal = sandbox.portal();
        this.post = sandbox.post();
        this.construction = sandbox.construction();
        this.people = new People(seed);
        this.dice = new Random(seed);
        this.clerk = people.official("Bộ phận Tiếp nhận và Trả kết quả");
        this.landOfficer = people.official("Văn phòng Đăng ký đất đai");
        this.jobOfficer = people.official("Phòng Bảo hiểm thất nghiệp");
        this.builder = post == null ? null : people.official("Phòng Quản lý xây dựng");
        this.postman = post == null ? null : people.official("Bưu cục Tây Ninh");
    }

    Instant now() {
        return times.get();
    }

    /** A number that no other story of this run has. */
    String number() {
        return String.format("%06d", numbers.incrementAndGet());
    }

    /** Notes a name: {@code code} or {@code reference} of a dossier, {@code file}, {@code cccd} of an old claim. */
    String known(String kind, String name) {
        known.computeIfAbsent(kind, k -> new CopyOnWriteArrayList<>()).add(name);
        return name;
    }

    List<String> known(String kind) {
        return known.getOrDefault(kind, List.of());
    }

    boolean chance(int percent) {
        return dice.nextInt(100) < percent;
    }
}
