/** 审批权限: the table of approvals, and who stands in for an absent head. */
package org.redshield.bridge.bureau.duty;
