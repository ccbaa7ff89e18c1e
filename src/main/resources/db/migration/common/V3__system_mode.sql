-- The mode in which each system last ran: when it goes on, what is open is told.
create table system_mode (
  system varchar(32) primary key,
  mode   varchar(10) not null
);
