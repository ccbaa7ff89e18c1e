-- The claims that changed in a window of time (parameters from and to, local time), in the order of their numbers after a
-- number (parameter after); or, with parameter code (ID_TCTN), one claim alone. Columns as in pull-claims.sql, and:
-- HIEN_TAI the present status number; CO_RUT whether the worker asked to withdraw; CO_THIEU whether papers are missing.
-- Runs unchanged on H2 and PostgreSQL.
with TRANG as (
  select c.*
  from TBL_TCTN c
  where c.ID_TCTN > coalesce(cast(nullif(cast(:after as varchar), '') as bigint), 0)
    and c.ID_TCTN = coalesce(cast(nullif(cast(:code as varchar), '') as bigint), c.ID_TCTN)
    and c.EDIT_DAY >= coalesce(cast(nullif(cast(:from as varchar), '') as timestamp), c.EDIT_DAY)
    and c.EDIT_DAY <= coalesce(cast(nullif(cast(:to as varchar), '') as timestamp), c.EDIT_DAY)
  order by c.ID_TCTN
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
  q.MA_XA as MA_XA,
  q.ID_TRANG_THAI as HIEN_TAI,
  case
    when exists (
      select 1 from TBL_NHAN_LIEN_THONG r
      where r.LOAI = 'RUT' and r.DA_XU_LY <> 2 and (r.ID_TCTN = q.ID_TCTN or r.MA_HO_SO = q.MA_HO_SO)) then 1
    else 0
  end as CO_RUT,
  case
    when exists (select 1 from TBL_GIAY_TO_THIEU g where g.ID_TCTN = q.ID_TCTN and g.NGAY_BO_SUNG is null) then 1
    else 0
  end as CO_THIEU,
  cast(:pageSize as int) as PAGE_SIZE
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
order by q.ID_TCTN
