using System.Collections.Immutable;

namespace ChiSo.Web.People;

/// <summary>Words people put into passwords first, without marks and spaces: Vietnamese and English ones, the trade's own, and the provinces. Written for ChiSo; no list of leaked passwords stands behind it.</summary>
internal static class CommonPasswordWords
{
    private const string Vietnamese = """
        matkhau matma khongcomatkhau matkhaumoi matkhaucu dangnhap taikhoan nguoidung quantri hethong admin vietnam vietnamvodich congtrinh
        anhyeuem emyeuanh toiyeuvietnam yeuem yeuanh yeuthuong conyeume giadinh banbe hanhphuc maimai khongquen nhoem nhoanh xinchao chaoban camon
        motconga conmeo concho hoahong hoasen matroi mattrang bautroi saigon hochiminh bacho muonnam chienthang giaiphong thongnhat
        motngaymoi ngaymai homnay honqua khongbiet quenroi dequen denho khongduocquen doimatkhau tamthoi macdinh thunghiem
        mothaiba mothaibabon mothaibabonnam mothaibabonnamsau motden muoi khong mot hai bon nam sau bay tam chin
        """;

    private const string Office = """
        chiso caicachhanhchinh cchc parindex papi sipas tuchamdiem thamdinh danhgia diemso tieuchi ubnd uyban uybannhandan tinh thanhpho phuong quan huyen dackhu
        sonoivu noivu taichinh tuphap xaydung congthuong giaoduc daotao nongnghiep moitruong khoahoc congnghe vanhoa thethao dulich thanhtra
        vanphong motcua chinhquyen congchuc vienchuc canbo lanhdao chuyenvien giamdoc chutich hoidong nhanvien phongban
        """;

    private const string English = """
        password passphrase passcode pass letmein letmeinplease welcome login signin administrator administrators root user guest test testing demo default secret
        changeme changemenow temporary temp master superman batman dragon monkey football baseball princess sunshine iloveyou loveyou trustno one hello world
        computer internet security server database system windows google facebook gmail account office manager company the this that mypassword
        correcthorsebatterystaple thequickbrownfox jumpsoverthelazydog one two three four five six seven eight nine zero summer winter spring autumn
        """;

    private const string Provinces = """
        cantho angiang bacgiang baclieu backan bacninh bariavungtau baria vungtau bentre binhdinh binhduong binhphuoc binhthuan camau caobang danang daklak daknong
        dienbien dongnai dongthap gialai hagiang hanam hanoi hatinh haiduong haiphong haugiang hoabinh hungyen khanhhoa kiengiang kontum laichau lamdong langson laocai
        longan namdinh nghean ninhbinh ninhthuan phutho phuyen quangbinh quangnam quangngai quangninh quangtri soctrang sonla tayninh thaibinh thainguyen thanhhoa
        hue thuathienhue tiengiang travinh tuyenquang vinhlong vinhphuc yenbai tphcm hcm
        """;

    public static ImmutableArray<string> All { get; } = [.. string.Join(' ', Vietnamese, Office, English, Provinces).Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
}
