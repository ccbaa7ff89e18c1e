-- What became of a message in the mailbox: DA_XU_LY 0 waiting, 1 taken, 2 refused with KET_QUA.
select MA_GIAO_DICH as MA_GIAO_DICH, DA_XU_LY as DA_XU_LY, ID_TCTN as ID_TCTN, KET_QUA as KET_QUA
from TBL_NHAN_LIEN_THONG
where MA_GIAO_DICH = :MA_GIAO_DICH
