package vn.lienthong.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The long campaign as a program; see docs/reliability.md. Options, each {@code name=value}: {@code seed} (default 1),
 * {@code dossiers} of a round (default 20), {@code kills} of a run (default 30), {@code scale=life|small}, {@code
 * part=far|kills|production|all}, {@code only=text} (rounds whose name contains it), {@code folder} (default
 * {@code target/faults}). The table goes to standard output and, appended, to {@code <folder>/table.md}; the exit code is 1 when
 * a run ended otherwise than without faults, 2 when it could not be made.
 */
public final class FaultCampaign {
    private static final Set<String> NAMES =
            new TreeSet<>(Set.of("seed", "dossiers", "kills", "scale", "part", "only", "folder"));

    private final long seed;
    private final int dossiers;
    private final int kills;
    private final Scale scale;
    private final String only;
    private final Path folder;
    private final Clock clock;
    private final List<Table> tables = new ArrayList<>();

    private FaultCampaign(Map<String, String> options, Clock clock) throws IOException {
        this.clock = clock;
        seed = Long.parseLong(options.getOrDefault("seed", "1"));
        dossiers = Integer.parseInt(options.getOrDefault("dossiers", "20"));
        kills = Integer.parseInt(options.getOrDefault("kills", "30"));
        scale = options.getOrDefault("scale", "life").equals("life") ? Scale.life() : Scale.small();
        only = options.getOrDefault("only", "").toLowerCase(Locale.ROOT);
        folder = Files.createDirectories(Path.of(options.getOrDefault("folder", "target/faults")));
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (String arg : args) {
            String[] parts = arg.split("=", 2);
            if (parts.length < 2 || !NAMES.contains(parts[0])) {
                throw new IllegalArgumentException("write name=value with a name of " + NAMES + ", not " + arg);
            }
            options.put(parts[0], parts[1]);
        }
        try {
            System.exit(
                    run(new FaultCampaign(options, Clock.systemDefaultZone()), options.getOrDefault("part", "all"))
                            ? 0
                            : 1);
        } catch (Exception | AssertionError failed) {
            // Threads of the sandbox would keep the process alive.
            failed.printStackTrace();
            System.exit(2);
        }
    }

    private static boolean run(FaultCampaign campaign, String part) throws Exception {
        if (part.equals("far") || part.equals("all")) {
            campaign.run("far systems, ledger embedded", Catalogue.apart(), Stores.embedded(), 1);
        }
        if (part.equals("kills") || part.equals("all")) {
            campaign.run("hub killed, ledger embedded", Killed.inTens(campaign.kills), Stores.embedded(), 1);
        }
        if (part.equals("production") || part.equals("all")) {
            List<Trouble> troubles = new ArrayList<>(StoresTrouble.all(5));
            troubles.addAll(Killed.inTens(campaign.kills));
            campaign.run("production shape: PostgreSQL, external broker, two hub processes", troubles, null, 2);
        }
        return campaign.tables.stream()
                .allMatch(table -> table.firstDifference().isEmpty());
    }

    private void run(String title, List<Trouble> troubles, Stores stores, int processes) throws Exception {
        Path place = Files.createTempDirectory(folder, "run-");
        Campaign campaign = new Campaign(place, seed, scale);
        for (Trouble trouble : troubles) {
            if (trouble.name().toLowerCase(Locale.ROOT).contains(only)) {
                campaign.round(trouble, dossiers * trouble.size());
            }
        }
        if (campaign.stories() == 0) {
            return;
        }
        EndState without = campaign.withoutFaults();
        Table table = campaign.withFaults(without, stores == null ? new SharedStores(place) : stores, processes);
        tables.add(table);
        String text = "\n### " + title + "\nSeed " + seed + ", "
                + LocalDateTime.now(clock).withNano(0) + "\n\n" + table + "\n";
        System.out.println(text);
        Files.writeString(folder.resolve("table.md"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (!table.firstDifference().isEmpty()) {
            System.out.println("FIRST DIFFERENCE " + table.firstDifference() + "\nlogs in " + place);
        }
    }
}
