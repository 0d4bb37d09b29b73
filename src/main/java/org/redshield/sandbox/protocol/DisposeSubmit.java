package org.redshield.sandbox.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.sandbox.casework.Dispositions;
import org.redshield.sandbox.casework.Rejected;
import org.redshield.sandbox.faults.Fault;
import org.redshield.sandbox.faults.FaultKind;
import org.redshield.sandbox.faults.Faults;
import org.springframework.stereotype.Component;

/** {@code taobao.sungari.dispose.submit}; the field {@code resule_code} is misspelt in the real one too. */
@Component
@RequiredArgsConstructor
class DisposeSubmit implements TopMethod {

    private final Dispositions dispositions;
    private final Faults faults;
    private final ObjectMapper json;

    @Override
    public String name() {
        return "taobao.sungari.dispose.submit";
    }

    @Override
    public ObjectNode execute(TopCall call) {
        Optional<Fault> reject = faults.take(FaultKind.REJECT, call.about());
        if (reject.isPresent()) {
            return answer(2, "", Optional.ofNullable(reject.get().text()).orElse("文书不符合受理要求"));
        }
        try {
            Dispositions.Submitted submitted = dispositions.submit(parse(call.required("info")), call.about());
            String id = submitted.disposition().id();
            if (faults.take(FaultKind.DUPLICATE_WITHOUT_ID, call.about()).isPresent()) {
                return answer(11, "", "重复提交");
            }
            return submitted.duplicate() ? answer(11, id, "重复提交") : answer(1, id, "成功");
        } catch (Rejected e) {
            return answer(2, "", e.getMessage());
        }
    }

    private ObjectNode answer(int code, String id, String message) {
        return json.createObjectNode().put("resule_code", code).put("data", id).put("message", message);
    }

    private JsonNode parse(String info) {
        try {
            return json.readTree(info);
        } catch (JsonProcessingException e) {
            throw TopError.invalidArgument("info", "不是合法的 JSON：" + e.getOriginalMessage());
        }
    }
}
