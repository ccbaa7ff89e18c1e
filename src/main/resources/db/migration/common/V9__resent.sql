-- How often a message that lay in a mailbox and was refused there was written anew: each time it is a message of its own.
alter table delivery add column resent int default 0 not null;
