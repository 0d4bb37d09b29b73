/** 监督数据: keeps the numbers that supervisors read, behind the transactions that change them. */
package org.redshield.bridge.oversight.model;
