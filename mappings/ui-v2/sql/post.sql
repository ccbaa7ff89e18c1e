-- One message into the mailbox. Every parameter is text; an empty one is null. Nothing is cut: a value that is too long
-- is refused by the database. MA_GIAO_DICH is unique: a repeat is answered as a duplicate and writes nothing.
insert into TBL_NHAN_LIEN_THONG (
  MA_GIAO_DICH, LOAI, MA_HO_SO, ID_TCTN,
  HO_TEN, NGAY_SINH, GIOI_TINH, SO_CCCD, SO_CMND, SO_SO_BHXH, DIEN_THOAI, DIA_CHI, MA_XA,
  MA_LOAI, NGAY_NOP, NGAY_HEN_TRA, NGAY_NGHI_VIEC, SO_THANG_DONG, HINH_THUC_NHAN,
  NOI_DUNG, THOI_DIEM)
values (
  nullif(cast(:MA_GIAO_DICH as varchar), ''),
  nullif(cast(:LOAI as varchar), ''),
  nullif(cast(:MA_HO_SO as varchar), ''),
  cast(nullif(cast(:ID_TCTN as varchar), '') as bigint),
  nullif(cast(:HO_TEN as varchar), ''),
  cast(nullif(cast(:NGAY_SINH as varchar), '') as date),
  cast(nullif(cast(:GIOI_TINH as varchar), '') as int),
  nullif(cast(:SO_CCCD as varchar), ''),
  nullif(cast(:SO_CMND as varchar), ''),
  nullif(cast(:SO_SO_BHXH as varchar), ''),
  nullif(cast(:DIEN_THOAI as varchar), ''),
  nullif(cast(:DIA_CHI as varchar), ''),
  nullif(cast(:MA_XA as varchar), ''),
  nullif(cast(:MA_LOAI as varchar), ''),
  cast(nullif(cast(:NGAY_NOP as varchar), '') as timestamp),
  cast(nullif(cast(:NGAY_HEN_TRA as varchar), '') as timestamp),
  cast(nullif(cast(:NGAY_NGHI_VIEC as varchar), '') as date),
  cast(nullif(cast(:SO_THANG_DONG as varchar), '') as int),
  cast(nullif(cast(:HINH_THUC_NHAN as varchar), '') as int),
  nullif(cast(:NOI_DUNG as varchar), ''),
  cast(nullif(cast(:THOI_DIEM as varchar), '') as timestamp))
