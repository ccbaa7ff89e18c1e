-- The claims that changed after a time and a number (parameters after, local time, and afterKey, ID_TCTN), oldest change
-- first, each with its person. The number parts many claims of one instant. A change is stamped before it is committed:
-- the hub goes back for late ones (overlap).
-- _DAU is the first log row of the claim. Runs unchanged on H2 and PostgreSQL.
with TRANG as (
  select c.*
  from TBL_TCTN c
  where c.EDIT_DAY > cast(:after as timestamp)
    or (c.EDIT_DAY = cast(:after as timestamp)
      and c.ID_TCTN > coalesce(cast(nullif(cast(:afterKey as varchar), '') as bigint), 0))
  order by c.EDIT_DAY, c.ID_TCTN
  limit cast(:pageSize as int)
)
select
  q.ID_TCTN as ID_TCTN,
  cast(q.EDIT_DAY as varchar) as EDIT_DAY,
  q.MA_HO_SO as MA_HO_SO,
  q.MA_LOAI as MA_LOAI,
  cast(q.NGAY_NOP as varchar) as NGAY_NOP,
  cast(q.NGAY_HEN_TRA as varchar) as NGAY_HEN_TRA,
  cast(q.NGAY_NGHI_VIEC as varchar) as NGAY_NGHI_VIEC,
  q.SO_THANG_DONG as SO_THANG_DONG,
  q.HINH_THUC_NHAN as HINH_THUC_NHAN,
  cast(q.THOI_DIEM_DAU as varchar) as THOI_DIEM_DAU,
  q.NGUOI_XU_LY_DAU as NGUOI_XU_LY_DAU,
  q.HO_TEN as HO_TEN,
  cast(q.NGAY_SINH as varchar) as NGAY_SINH,
  q.GIOI_TINH as GIOI_TINH,
  q.SO_CCCD as SO_CCCD,
  q.SO_CMND as SO_CMND,
  q.SO_SO_BHXH as SO_SO_BHXH,
  q.DIEN_THOAI as DIEN_THOAI,
  q.DIA_CHI as DIA_CHI,
  q.MA_XA as MA_XA
from (
  select h.*,
    n.HO_TEN, n.NGAY_SINH, n.GIOI_TINH, n.SO_CCCD, n.SO_CMND, n.SO_SO_BHXH, n.DIEN_THOAI, n.DIA_CHI, n.MA_XA,
    row_number() over (partition by h.ID_TCTN order by k.THOI_DIEM, k.ID) as STT,
    k.THOI_DIEM as THOI_DIEM_DAU,
    k.NGUOI_XU_LY as NGUOI_XU_LY_DAU
  from TRANG h
  join TBL_NGUOI_LAO_DONG n on n.ID_NLD = h.ID_NLD
  left join TBL_NHAT_KY k on k.ID_TCTN = h.ID_TCTN
) q
where q.STT = 1
order by q.EDIT_DAY, q.ID_TCTN
