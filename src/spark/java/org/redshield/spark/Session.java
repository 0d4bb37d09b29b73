package org.redshield.spark;

import static org.apache.spark.sql.functions.call_udf;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.connect.SparkSession;
import org.apache.spark.sql.connect.client.RetryPolicy;
import org.apache.spark.sql.connect.client.SparkConnectClient;
import org.apache.spark.sql.types.DataTypes;
import scala.Option;

/**
 * One session with a Spark, for the bridge, which asks by a line and is answered by a line. What is asked and answered is parted by tabs;
 * where Spark is it is told in the environment, {@code SPARK_REMOTE}.
 *
 * <pre>
 *   begin {jar} {jar} …        ─▶  done
 *   match {shops} {matches}    ─▶  done
 *                                  why not, to either
 * </pre>
 *
 * It ends with its input.
 */
public final class Session {

    private static final String MATCH = "redshield_match";
    /** So many shops a task: small enough to be spread, large enough that a task is worth its start. */
    private static final int PORTION = 1_000;

    /** Some twenty seconds in all. */
    private static final int RETRIES = 5;

    private final SparkSession spark;

    private Session(SparkSession spark) {
        this.spark = spark;
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        // Whatever a library has to say is no answer.
        System.setOut(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Session session = null;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            List<String> asked = Arrays.asList(line.split("\t"));
            try {
                if (asked.get(0).equals("begin")) {
                    session = begin(asked.subList(1, asked.size()));
                } else {
                    session.match(Path.of(asked.get(1)), Path.of(asked.get(2)));
                }
                out.println("done");
            } catch (Exception | LinkageError e) {
                e.printStackTrace();
                out.println(e.toString().replaceAll("\\s+", " "));
            }
        }
        if (session != null) {
            session.spark.close();
        }
    }

    private static Session begin(List<String> jars) {
        SparkConnectClient client = SparkConnectClient.builder()
                .connectionString(System.getenv("SPARK_REMOTE"))
                .retryPolicy(policy())
                .build();
        SparkSession spark = SparkSession.builder().client(client).create();
        jars.forEach(spark::addArtifact);
        spark.udf().registerJava(MATCH, Match.class.getName(), DataTypes.StringType);
        return new Session(spark);
    }

    /** The client's own, but for how often: it would try for ten minutes, and the bridge has a back-off of its own. */
    private static RetryPolicy policy() {
        RetryPolicy own = RetryPolicy.defaultPolicy();
        return own.copy(
                Option.apply((Object) RETRIES),
                own.initialBackoff(),
                own.maxBackoff(),
                own.backoffMultiplier(),
                own.jitter(),
                own.minJitterThreshold(),
                own.canRetry(),
                own.name(),
                own.recognizeServerRetryDelay(),
                own.maxServerRetryDelay());
    }

    private void match(Path shops, Path matches) throws IOException {
        List<String> lines = Files.readAllLines(shops);
        String weights = lines.get(0);
        List<String> numbered = new ArrayList<>();
        for (int at = 1; at < lines.size(); at++) {
            numbered.add(at - 1 + " " + lines.get(at));
        }
        String[] found = new String[numbered.size()];
        // Without the partitions Spark would compute it in its driver, while it plans.
        Iterator<Row> rows = spark.createDataset(numbered, Encoders.STRING())
                .repartition(1 + numbered.size() / PORTION)
                .select(call_udf(MATCH, lit(weights), col("value")))
                .toLocalIterator();
        while (rows.hasNext()) {
            String row = rows.next().getString(0);
            int end = row.indexOf(' ');
            found[Integer.parseInt(row.substring(0, end))] = row.substring(end + 1);
        }
        Files.write(matches, Arrays.asList(found));
    }
}
