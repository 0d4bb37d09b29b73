/** 引擎账号: accounts as the engine keeps them: how a password is tried and kept, and who may change what of whom. */
package org.redshield.bridge.engine.account;
