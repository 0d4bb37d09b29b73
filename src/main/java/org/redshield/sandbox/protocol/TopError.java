package org.redshield.sandbox.protocol;

/**
 * The gateway's own refusal of a call. A sub-code that begins with {@code isv} is the caller's fault, with {@code isp}
 * the platform's.
 */
class TopError extends RuntimeException {

    private final int code;
    private final String subCode;
    private final String subMessage;

    TopError(int code, String message, String subCode, String subMessage) {
        super(message);
        this.code = code;
        this.subCode = subCode;
        this.subMessage = subMessage;
    }

    static TopError callLimited(int seconds) {
        return new TopError(
                7,
                "App Call Limited",
                "accesscontrol.limited-by-api-access-count",
                "This ban will last for " + seconds + " more seconds");
    }

    static TopError remoteService() {
        return new TopError(15, "Remote service error", "isp.service-unavailable", "服务暂时不可用，请稍后重试");
    }

    static TopError missingMethod() {
        return new TopError(21, "Missing Method", "isv.missing-method", "缺少参数 method");
    }

    static TopError invalidMethod(String method) {
        return new TopError(22, "Invalid Method", "isv.invalid-method", "不存在的接口：" + method);
    }

    static TopError invalidSignature(String detail) {
        return new TopError(25, "Invalid Signature", "isv.invalid-signature", detail);
    }

    static TopError invalidAppKey(String key) {
        return new TopError(29, "Invalid App Key", "isv.appkey-not-exists", "不存在的应用：" + key);
    }

    static TopError missingArgument(String name) {
        return new TopError(40, "Missing Required Arguments", "isv.missing-parameter:" + name, "缺少参数 " + name);
    }

    static TopError invalidArgument(String name, String detail) {
        return new TopError(41, "Invalid Arguments", "isv.invalid-parameter:" + name, detail);
    }

    int code() {
        return code;
    }

    String subCode() {
        return subCode;
    }

    String subMessage() {
        return subMessage;
    }
}
