-- The log rows after a number (parameter after), at most size of them, each with its claim and its person.
-- A log row comes once for every paper that was asked for or received in its second (GT_ columns), else once with
-- these empty. pages/log.jslt puts it together again. Times and dates are text, so that no driver shifts them.
-- A request for papers is written with a log row of the same second. Where several log rows share that second, the one
-- with a number of ongoing work is the request. CO_RUT tells whether the worker asked to withdraw.
-- Runs unchanged on H2 and PostgreSQL.
with TRANG as (
  select ID, ID_TCTN, ID_TRANG_THAI, THOI_DIEM, NGUOI_XU_LY, PHONG_BAN, NOI_DUNG
  from TBL_NHAT_KY
  where ID > coalesce(cast(nullif(cast(:after as varchar), '') as bigint), 0)
  order by ID
  limit cast(:size as int)
)
select
  l.ID as ID,
  l.ID_TCTN as ID_TCTN,
  l.ID_TRANG_THAI as ID_TRANG_THAI,
  cast(l.THOI_DIEM as varchar) as THOI_DIEM,
  l.NGUOI_XU_LY as NGUOI_XU_LY,
  l.PHONG_BAN as PHONG_BAN,
  l.NOI_DUNG as NOI_DUNG,
  cast(d.THOI_DIEM as varchar) as THOI_DIEM_DAU,
  d.NGUOI_XU_LY as NGUOI_XU_LY_DAU,
  h.MA_HO_SO as MA_HO_SO,
  h.MA_LOAI as MA_LOAI,
  cast(h.NGAY_NOP as varchar) as NGAY_NOP,
  cast(h.NGAY_HEN_TRA as varchar) as NGAY_HEN_TRA,
  cast(h.HAN_HOAN_THIEN as varchar) as HAN_HOAN_THIEN,
  h.LY_DO as LY_DO,
  cast(h.NGAY_NGHI_VIEC as varchar) as NGAY_NGHI_VIEC,
  h.SO_THANG_DONG as SO_THANG_DONG,
  h.SO_QUYET_DINH as SO_QUYET_DINH,
  h.HINH_THUC_NHAN as HINH_THUC_NHAN,
  n.HO_TEN as HO_TEN,
  cast(n.NGAY_SINH as varchar) as NGAY_SINH,
  n.GIOI_TINH as GIOI_TINH,
  n.SO_CCCD as SO_CCCD,
  n.SO_CMND as SO_CMND,
  n.SO_SO_BHXH as SO_SO_BHXH,
  n.DIEN_THOAI as DIEN_THOAI,
  n.DIA_CHI as DIA_CHI,
  n.MA_XA as MA_XA,
  case
    when l.ID_TRANG_THAI = 13 and exists (
      select 1 from TBL_NHAN_LIEN_THONG r
      where r.LOAI = 'RUT' and r.DA_XU_LY <> 2 and (r.ID_TCTN = h.ID_TCTN or r.MA_HO_SO = h.MA_HO_SO)) then 1
    else 0
  end as CO_RUT,
  g.ID as GT_ID,
  g.MA_GIAY_TO as GT_MA_GIAY_TO,
  g.TEN_GIAY_TO as GT_TEN_GIAY_TO,
  g.LY_DO as GT_LY_DO,
  case when date_trunc('second', g.NGAY_YEU_CAU) = date_trunc('second', l.THOI_DIEM) then 1 else 0 end as GT_YEU_CAU,
  case when date_trunc('second', g.NGAY_BO_SUNG) = date_trunc('second', l.THOI_DIEM) then 1 else 0 end as GT_BO_SUNG,
  cast(:size as int) as PAGE_SIZE
from TRANG l
join TBL_TCTN h on h.ID_TCTN = l.ID_TCTN
join TBL_NGUOI_LAO_DONG n on n.ID_NLD = h.ID_NLD
left join (
  select x.ID_TCTN, x.THOI_DIEM, x.NGUOI_XU_LY,
    row_number() over (partition by x.ID_TCTN order by x.THOI_DIEM, x.ID) as STT
  from TBL_NHAT_KY x
  where x.ID_TCTN in (select t.ID_TCTN from TRANG t)
) d on d.ID_TCTN = l.ID_TCTN and d.STT = 1
left join TBL_GIAY_TO_THIEU g on g.ID_TCTN = l.ID_TCTN and (
  (date_trunc('second', g.NGAY_YEU_CAU) = date_trunc('second', l.THOI_DIEM)
    and (l.ID_TRANG_THAI between 2 and 8 or not exists (
      select 1 from TBL_NHAT_KY k
      where k.ID_TCTN = l.ID_TCTN and k.ID_TRANG_THAI between 2 and 8
        and date_trunc('second', k.THOI_DIEM) = date_trunc('second', l.THOI_DIEM))))
  or date_trunc('second', g.NGAY_BO_SUNG) = date_trunc('second', l.THOI_DIEM))
order by l.ID, g.ID
