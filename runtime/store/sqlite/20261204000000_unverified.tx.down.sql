DROP TABLE unverified;
