package org.redshield.sandbox.faults;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;

/**
 * One order to fail, an element of the list that {@code PUT /admin/faults} takes:
 *
 * <pre>{@code
 * {"fault": "HTML_200", "method": "taobao.cloudbridge.caseinvest.execute", "apiName": "request.query",
 *  "dataset": "TRADE", "key": "310105-2026-000123", "times": 3}
 * }</pre>
 *
 * A fault meets the calls that match every restriction given, and of those the next {@code times}, or each with
 * {@code probability}. All other fields are parameters of single kinds, see {@link FaultKind}.
 *
 * @param fault what happens
 * @param anyOf instead of {@code fault}: a mix, of which a call that is met gets one, each as likely as the other
 * @param method only this method, null: any; {@code rest}, {@code oauth} and {@code file} are those of no protocol's own
 * @param apiName only this {@code api_name} of {@code caseinvest.execute}; may be written {@code api_name}
 * @param dataset only calls about this dataset
 * @param key only calls about a {@code requestNo} or {@code doc_name} that begins so; may be written with those names
 * @param times how many calls it meets, -1: all until it is cleared; unless given 1, or -1 with a probability
 * @param probability with which a matching call is met, 1 unless given
 * @param seed of the draws for {@code probability}
 * @param reason of a refusal, {@code OUT_OF_LEGAL_SCOPE} unless given
 * @param text in Chinese, shown to an officer
 * @param seconds of a call limit
 * @param minutes that the clock is off
 * @param days between due date and new date
 * @param bytes after which a download breaks off, or that a huge answer has
 * @param hold how long a connection is held before it is closed, an answer is put off, or nobody can connect
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(
        FaultKind fault,
        List<FaultKind> anyOf,
        String method,
        @JsonAlias("api_name") String apiName,
        String dataset,
        @JsonAlias({"requestNo", "doc_name"}) String key,
        Integer times,
        Double probability,
        Long seed,
        String reason,
        String text,
        Integer seconds,
        Integer minutes,
        Integer days,
        Long bytes,
        Duration hold) {

    public Fault {
        if ((fault == null) == (anyOf == null || anyOf.isEmpty())) {
            throw new IllegalArgumentException(
                    "A fault needs its kind in the field \"fault\", or several in the field \"anyOf\"");
        }
        if (probability != null && (probability < 0 || probability > 1)) {
            throw new IllegalArgumentException("probability must be between 0 and 1");
        }
    }

    boolean matches(Call call) {
        return (method == null || method.equals(call.method()))
                && (apiName == null || apiName.equals(call.apiName()))
                && (dataset == null || call.datasets().contains(dataset))
                && (key == null || call.keys().stream().anyMatch(candidate -> candidate.startsWith(key)));
    }
}
