-- The claims that changed after a mark, oldest change first, each with its person.
-- The mark (parameter after) is text, EDIT_DAY|ID_TCTN of the last claim read, so that many claims of one instant are not
-- skipped. Empty reads from the beginning. A change is stamped before it is committed. So while the last change is
-- younger than 75 seconds, the next look starts 75 seconds back (MOC_CHO, taken by pages/claims.jslt at the end of the
-- stream only, otherwise a burst of changes would never be left behind).
-- Runs unchanged on H2 and PostgreSQL.
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
  h.ID_TCTN as ID_TCTN,
  cast(h.EDIT_DAY as varchar) as EDIT_DAY,
  cast(h.EDIT_DAY as varchar) || '|' || cast(h.ID_TCTN as varchar) as MOC,
  case when h.EDIT_DAY > h.MOC_CHO then cast(h.MOC_CHO as varchar) || '|0' end as MOC_CHO,
  h.MA_HO_SO as MA_HO_SO,
  h.MA_LOAI as MA_LOAI,
  cast(h.NGAY_NOP as varchar) as NGAY_NOP,
  cast(h.NGAY_HEN_TRA as varchar) as NGAY_HEN_TRA,
  cast(h.NGAY_NGHI_VIEC as varchar) as NGAY_NGHI_VIEC,
  h.SO_THANG_DONG as SO_THANG_DONG,
  h.HINH_THUC_NHAN as HINH_THUC_NHAN,
  cast(d.THOI_DIEM as varchar) as THOI_DIEM_DAU,
  d.NGUOI_XU_LY as NGUOI_XU_LY_DAU,
  n.HO_TEN as HO_TEN,
  cast(n.NGAY_SINH as varchar) as NGAY_SINH,
  n.GIOI_TINH as GIOI_TINH,
  n.SO_CCCD as SO_CCCD,
  n.SO_CMND as SO_CMND,
  n.SO_SO_BHXH as SO_SO_BHXH,
  n.DIEN_THOAI as DIEN_THOAI,
  n.DIA_CHI as DIA_CHI,
  n.MA_XA as MA_XA,
  cast(:size as int) as PAGE_SIZE
from TRANG h
join TBL_NGUOI_LAO_DONG n on n.ID_NLD = h.ID_NLD
left join (
  select x.ID_TCTN, x.THOI_DIEM, x.NGUOI_XU_LY,
    row_number() over (partition by x.ID_TCTN order by x.THOI_DIEM, x.ID) as STT
  from TBL_NHAT_KY x
  where x.ID_TCTN in (select t.ID_TCTN from TRANG t)
) d on d.ID_TCTN = h.ID_TCTN and d.STT = 1
order by h.EDIT_DAY, h.ID_TCTN
