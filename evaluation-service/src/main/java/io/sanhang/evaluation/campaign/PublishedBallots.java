package io.sanhang.evaluation.campaign;

import io.sanhang.evaluation.ballot.Ballot;
import io.sanhang.evaluation.ballot.BallotRepository;
import io.sanhang.evaluation.scoring.Scoring.Rules;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * What is published of single ballots after the close (ballots protocol §2.5, §2.8): everything of a ballot whose cell is
 * large enough to hide it and is counted; of the others only which leaf belongs to which cell. The files are written
 * once by each replica, when they are first asked for, and never change.
 */
@Component
class PublishedBallots {

    /** {@code auth.bin} has its records in the order of the rows of {@code bodies.csv}. */
    enum Part {
        BODIES("bodies.csv", "index,leaf,category,body,commit\n"),
        AUTH("auth.bin", ""),
        WITHHELD("withheld.csv", "unit,category,index,leaf\n");

        final String file;
        private final String head;

        Part(String file, String head) {
            this.file = file;
            this.head = head;
        }
    }

    private static final HexFormat HEX = HexFormat.of();

    private final BallotRepository ballots;
    private final Map<String, Path> written = new ConcurrentHashMap<>();

    PublishedBallots(BallotRepository ballots) {
        this.ballots = ballots;
    }

    Path file(Campaign campaign, Part part) {
        return written.computeIfAbsent(campaign.id(), id -> write(campaign)).resolve(part.file);
    }

    private Path write(Campaign campaign) {
        try {
            var folder = Files.createTempDirectory("sanhang-published-");
            folder.toFile().deleteOnExit();
            write(campaign, take -> ballots.eachInOrder(campaign.id(), take), folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Campaign campaign, Consumer<Consumer<Ballot>> ballots, Path folder) throws IOException {
        var cells = new HashMap<String, Integer>();
        ballots.accept(ballot -> cells.merge(cell(ballot), campaign.value(ballot) == null ? 0 : 1, Integer::sum));
        try (var bodies = open(folder, Part.BODIES);
                var auth = new DataOutputStream(open(folder, Part.AUTH));
                var withheld = open(folder, Part.WITHHELD)) {
            ballots.accept(ballot -> {
                try {
                    if (cells.getOrDefault(cell(ballot), 0) >= Rules.DEFAULT.k()) {
                        line(
                                bodies,
                                String.valueOf(ballot.index()),
                                ballot.leaf(),
                                ballot.category(),
                                '"' + ballot.body() + '"',
                                ballot.commentCommit());
                        record(auth, ballot.inputMsg());
                        record(auth, ballot.tokenSig());
                        record(auth, ballot.ballotSig());
                    } else {
                        line(withheld, ballot.unit(), ballot.category(), String.valueOf(ballot.index()), ballot.leaf());
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static String cell(Ballot ballot) {
        return ballot.unit() + "/" + ballot.category();
    }

    private static OutputStream open(Path folder, Part part) throws IOException {
        var file = folder.resolve(part.file);
        file.toFile().deleteOnExit();
        var out = new BufferedOutputStream(Files.newOutputStream(file));
        out.write(part.head.getBytes(StandardCharsets.US_ASCII));
        return out;
    }

    private static void line(OutputStream out, Object... cells) throws IOException {
        var text = new StringBuilder();
        for (var cell : cells) {
            text.append(text.isEmpty() ? "" : ",").append(cell);
        }
        out.write(text.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static void record(DataOutputStream out, String hex) throws IOException {
        var bytes = HEX.parseHex(hex);
        out.writeShort(bytes.length);
        out.write(bytes);
    }
}
