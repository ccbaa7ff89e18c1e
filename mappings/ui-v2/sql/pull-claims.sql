-- The claims that changed after a mark, oldest change first, each with its person.
-- The mark (parameter after) is text, EDIT_DAY|ID_TCTN of the last claim read, so that many claims of one instant are not
-- skipped. Empty reads from the beginning. A change is stamped before it is committed. So while the last change is
-- younger than 75 seconds, the next look starts 75 seconds back (MOC_CHO, taken by pages/claims.jslt at the end of the
-- stream only, otherwise a burst of changes would never be left behind).
-- _DAU is the first log row of the claim. Runs unchanged on H2 and PostgreSQL.
with DAU as (
  select
    coalesce(
      cast(substring(cast(:after as varchar) from 1 for nullif(position('|' in cast(:after as varchar)), 0) - 1)
        as timestamp),
      timestamp '0001-01-01 00:00:00') as EDIT_DAY,
    coalesce(
      cast(substring(cast(:after as varchar) from nullif(position('|' in cast(:after as varchar)), 0) + 1) as bigint),
      0) as ID_TCTN,
    cast(cast(current_timestamp at time zone 'Asia/Ho_Chi_Minh' as varchar(19)) as timestamp)
      - interval '75' second as MOC_CHO
),
TRANG as (
  select c.*, b.MOC_CHO as MOC_CHO
  from TBL_TCTN c cross join DAU b
  where c.EDIT_DAY > b.EDIT_DAY or (c.EDIT_DAY = b.EDIT_DAY and c.ID_TCTN > b.ID_TCTN)
  order by c.EDIT_DAY, c.ID_TCTN
  limit cast(:size as int)
)
select
  q.ID_TCTN as ID_TCTN,
  cast(q.EDIT_DAY as varchar) as EDIT_DAY,
  cast(q.EDIT_DAY as varchar) || '|' || cast(q.ID_TCTN as varchar) as MOC,
  case when q.EDIT_DAY > q.MOC_CHO then cast(q.MOC_CHO as varchar) || '|0' end as MOC_CHO,
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
  q.MA_XA as MA_XA,
  cast(:size as int) as PAGE_SIZE
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
