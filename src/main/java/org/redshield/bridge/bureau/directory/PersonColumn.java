package org.redshield.bridge.bureau.directory;

import java.util.List;
import lombok.Getter;

/** What a file may say of a person. A column that is not there leaves what is known as it is. */
@Getter
enum PersonColumn implements Heading {
    USER("user", "账号", "用户名"),
    NAME("name", "姓名"),
    ORGANISATION("organisation", "单位代码", "单位", "bureau"),
    ROLES("roles", "角色", "岗位"),
    MAIL("mail", "邮箱", "电子邮箱"),
    CERTIFICATE("certificateNo", "执法证号"),
    UNIT("unit", "科室", "办案机构"),
    PHONE("phone", "电话", "联系电话"),
    EXPIRES("expiresOn", "执法证有效期至", "有效期至"),
    LEFT("left", "离任");

    private final String key;
    private final List<String> headings;

    PersonColumn(String key, String... headings) {
        this.key = key;
        this.headings = List.of(headings);
    }
}
