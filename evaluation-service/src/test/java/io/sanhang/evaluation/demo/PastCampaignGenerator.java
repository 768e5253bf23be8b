package io.sanhang.evaluation.demo;

import io.sanhang.evaluation.TestRater;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Casts the ballots of the demo county's past campaign and throws the signing keys away. Run by hand. */
final class PastCampaignGenerator {

    private record Sample(String unit, int citizens, int enterprises, double level) {}

    private static final List<Sample> SAMPLES = List.of(
            new Sample("u-edu", 46, 14, 4.5),
            new Sample("u-health", 42, 12, 4.2),
            new Sample("u-hr", 40, 15, 4.5),
            new Sample("u-civil", 38, 12, 4.0),
            new Sample("u-house", 41, 13, 3.4),
            new Sample("u-market", 39, 20, 3.8),
            new Sample("u-tax", 36, 22, 4.7),
            new Sample("u-traffic", 13, 4, 4.6));

    public static void main(String[] args) throws IOException {
        var random = new Random(2026);
        var lines = new ArrayList<String>();
        var ballots = new ArrayList<String>();
        for (var sample : SAMPLES) {
            for (var category : List.of("c", "e")) {
                var scope = category + "/" + sample.unit;
                var key = TestRater.rsa();
                lines.add("key " + scope + " " + TestRater.kid(key) + " " + TestRater.spki(key));
                for (var i = 0; i < (category.equals("c") ? sample.citizens : sample.enterprises); i++) {
                    var body = "zfpj1|" + DemoCampaigns.PAST + "|" + sample.unit + "|" + answers(random, sample.level);
                    var cast = TestRater.rate(DemoCampaigns.PAST, scope, key, body);
                    ballots.add(
                            "ballot " + body + " " + cast.inputMsg() + " " + cast.tokenSig() + " " + cast.ballotSig());
                }
            }
        }
        Collections.shuffle(ballots, random);
        lines.addAll(ballots);
        try (var out = new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(Path.of(args[0]))), StandardCharsets.US_ASCII)) {
            out.write(String.join("\n", lines) + "\n");
        }
    }

    private static String answers(Random random, double level) {
        var answers = new ArrayList<String>();
        for (var item = 1; item <= 4; item++) {
            var drawn = (int) Math.round(level + random.nextGaussian() * 0.8);
            answers.add("q" + item + "=" + (random.nextInt(20) == 0 ? 0 : Math.max(1, Math.min(5, drawn))));
        }
        return String.join(",", answers);
    }
}
