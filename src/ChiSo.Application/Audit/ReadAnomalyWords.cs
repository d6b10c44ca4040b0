using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Audit;

/// <summary>Why a person's reads stand out, in words.</summary>
public static class ReadAnomalyWords
{
    public static Words Of(ReadAnomaly one) => one.Kind switch
    {
        ReadAnomalyKind.AtNight => new($"{one.Reads} lần từ 22 giờ đến 5 giờ, lần đầu {VietnamTime.Write(one.First)}", $"{one.Reads} between 22:00 and 05:00, first {VietnamTime.Write(one.First)}"),
        ReadAnomalyKind.ManyMore => new($"{one.Reads} lần, hơn {ReadAnomalies.Times} lần mức thường tuần", $"{one.Reads}, over {ReadAnomalies.Times} times a usual week"),
        _ => new($"{one.Reads} lần từ địa chỉ chưa từng dùng trong bốn tuần trước", $"{one.Reads} from an address not used in the four weeks before"),
    };
}
