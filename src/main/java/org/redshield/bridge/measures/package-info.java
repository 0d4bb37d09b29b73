/**
 * 调查措施: what 反不正当竞争法 art. 16 lets a bureau do in a case, each only with the approval of its 主要负责人, and seizure
 * and bank accounts only with that of a 设区的市级以上 bureau, which is asked by letter.
 */
package org.redshield.bridge.measures;
