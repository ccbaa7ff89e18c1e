-- The log rows after a number (parameter after), at most pageSize of them, each with its claim and its person.
-- A log row comes once for every paper that it asked for (GT_YEU_CAU) or received (GT_BO_SUNG), else once without.
-- pages/log.jslt puts it together again. Times and dates are text, so that no driver shifts them.
-- A request for papers, and their receipt, is written with a log row of the same second. Where a claim has several log
-- rows in that second, exactly one of them is it. The nearer one in time, then the one of completing papers (2), then one
-- of ongoing work, then the last: the papers are not there yet when an earlier row is read by itself, and while they are
-- missing the claim waits for them. Where that is their receipt too, the row before it was the request. Ends and what
-- follows them never are.
-- _DAU is the first log row of the claim. CO_RUT tells whether the worker asked to withdraw.
-- Runs unchanged on H2 and PostgreSQL. Only tables are joined to the page, all log rows (k) of its claims once, because H2
-- works out a joined query anew for every row.
with TRANG as (
  select ID, ID_TCTN, ID_TRANG_THAI, THOI_DIEM, NGUOI_XU_LY, PHONG_BAN, NOI_DUNG
  from TBL_NHAT_KY
  where ID > coalesce(cast(nullif(cast(:after as varchar), '') as bigint), 0)
  order by ID
  limit cast(:pageSize as int)
)
select
  q.ID as ID,
  q.ID_TCTN as ID_TCTN,
  q.ID_TRANG_THAI as ID_TRANG_THAI,
  cast(q.THOI_DIEM as varchar) as THOI_DIEM,
  q.NGUOI_XU_LY as NGUOI_XU_LY,
  q.PHONG_BAN as PHONG_BAN,
  q.NOI_DUNG as NOI_DUNG,
  cast(q.THOI_DIEM_DAU as varchar) as THOI_DIEM_DAU,
  q.NGUOI_XU_LY_DAU as NGUOI_XU_LY_DAU,
  q.MA_HO_SO as MA_HO_SO,
  q.MA_LOAI as MA_LOAI,
  cast(q.NGAY_NOP as varchar) as NGAY_NOP,
  cast(q.NGAY_HEN_TRA as varchar) as NGAY_HEN_TRA,
  cast(q.HAN_HOAN_THIEN as varchar) as HAN_HOAN_THIEN,
  q.LY_DO as LY_DO,
  cast(q.NGAY_NGHI_VIEC as varchar) as NGAY_NGHI_VIEC,
  q.SO_THANG_DONG as SO_THANG_DONG,
  q.SO_QUYET_DINH as SO_QUYET_DINH,
  q.HINH_THUC_NHAN as HINH_THUC_NHAN,
  q.HO_TEN as HO_TEN,
  cast(q.NGAY_SINH as varchar) as NGAY_SINH,
  q.GIOI_TINH as GIOI_TINH,
  q.SO_CCCD as SO_CCCD,
  q.SO_CMND as SO_CMND,
  q.SO_SO_BHXH as SO_SO_BHXH,
  q.DIEN_THOAI as DIEN_THOAI,
  q.DIA_CHI as DIA_CHI,
  q.MA_XA as MA_XA,
  case
    when q.ID_TRANG_THAI = 13 and exists (
      select 1 from TBL_NHAN_LIEN_THONG r
      where r.LOAI = 'RUT' and r.DA_XU_LY <> 2 and (r.ID_TCTN = q.ID_TCTN or r.MA_HO_SO = q.MA_HO_SO)) then 1
    else 0
  end as CO_RUT,
  q.GT_ID as GT_ID,
  q.GT_MA_GIAY_TO as GT_MA_GIAY_TO,
  q.GT_TEN_GIAY_TO as GT_TEN_GIAY_TO,
  q.GT_LY_DO as GT_LY_DO,
  case
    when q.GIAY_YEU_CAU = q.GIAY and q.ID = case
      when q.ID_YEU_CAU = q.ID_BO_SUNG and q.GIAY_BO_SUNG = q.GIAY and q.GIAY_TRUOC = q.GIAY then q.ID_TRUOC
      else q.ID_YEU_CAU
    end then 1
    else 0
  end as GT_YEU_CAU,
  case when q.ID_BO_SUNG = q.ID and q.GIAY_BO_SUNG = q.GIAY then 1 else 0 end as GT_BO_SUNG,
  cast(:pageSize as int) as PAGE_SIZE
from (
  select
    l.ID, l.ID_TCTN, l.ID_TRANG_THAI, l.THOI_DIEM, l.NGUOI_XU_LY, l.PHONG_BAN, l.NOI_DUNG,
    h.MA_HO_SO, h.MA_LOAI, h.NGAY_NOP, h.NGAY_HEN_TRA, h.HAN_HOAN_THIEN, h.LY_DO, h.NGAY_NGHI_VIEC, h.SO_THANG_DONG,
    h.SO_QUYET_DINH, h.HINH_THUC_NHAN,
    n.HO_TEN, n.NGAY_SINH, n.GIOI_TINH, n.SO_CCCD, n.SO_CMND, n.SO_SO_BHXH, n.DIEN_THOAI, n.DIA_CHI, n.MA_XA,
    g.ID as GT_ID, g.MA_GIAY_TO as GT_MA_GIAY_TO, g.TEN_GIAY_TO as GT_TEN_GIAY_TO, g.LY_DO as GT_LY_DO,
    date_trunc('second', l.THOI_DIEM) as GIAY,
    date_trunc('second', g.NGAY_YEU_CAU) as GIAY_YEU_CAU,
    date_trunc('second', g.NGAY_BO_SUNG) as GIAY_BO_SUNG,
    row_number() over (partition by l.ID, g.ID order by k.THOI_DIEM, k.ID) as STT,
    first_value(k.THOI_DIEM) over (partition by l.ID, g.ID order by k.THOI_DIEM, k.ID) as THOI_DIEM_DAU,
    first_value(k.NGUOI_XU_LY) over (partition by l.ID, g.ID order by k.THOI_DIEM, k.ID) as NGUOI_XU_LY_DAU,
    first_value(k.ID) over YEU_CAU as ID_YEU_CAU,
    nth_value(k.ID, 2) over YEU_CAU as ID_TRUOC,
    nth_value(case when k.ID_TRANG_THAI between 2 and 8 then date_trunc('second', k.THOI_DIEM) end, 2) over YEU_CAU
      as GIAY_TRUOC,
    first_value(k.ID) over (partition by l.ID, g.ID order by
      case
        when k.ID_TRANG_THAI in (10, 11, 12, 13, 14, 15, 16, 17, 26, 36, 46, 47, 48, 49, 59) then 3
        when k.THOI_DIEM = g.NGAY_BO_SUNG then 0
        when date_trunc('second', k.THOI_DIEM) = date_trunc('second', g.NGAY_BO_SUNG) then 1
        else 2
      end,
      case when k.ID_TRANG_THAI = 2 then 0 when k.ID_TRANG_THAI between 3 and 8 then 1 else 2 end,
      k.ID desc) as ID_BO_SUNG
  from TRANG l
  join TBL_TCTN h on h.ID_TCTN = l.ID_TCTN
  join TBL_NGUOI_LAO_DONG n on n.ID_NLD = h.ID_NLD
  join TBL_NHAT_KY k on k.ID_TCTN = l.ID_TCTN
  left join TBL_GIAY_TO_THIEU g on g.ID_TCTN = l.ID_TCTN and (
    date_trunc('second', g.NGAY_YEU_CAU) = date_trunc('second', l.THOI_DIEM)
    or date_trunc('second', g.NGAY_BO_SUNG) = date_trunc('second', l.THOI_DIEM))
  window YEU_CAU as (partition by l.ID, g.ID order by
      case
        when k.ID_TRANG_THAI in (10, 11, 12, 13, 14, 15, 16, 17, 26, 36, 46, 47, 48, 49, 59) then 3
        when k.THOI_DIEM = g.NGAY_YEU_CAU then 0
        when date_trunc('second', k.THOI_DIEM) = date_trunc('second', g.NGAY_YEU_CAU) then 1
        else 2
      end,
      case when k.ID_TRANG_THAI = 2 then 0 when k.ID_TRANG_THAI between 3 and 8 then 1 else 2 end,
      k.ID desc
    rows between unbounded preceding and unbounded following)
) q
where q.STT = 1
order by q.ID, q.GT_ID
