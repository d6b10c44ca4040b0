using System.Diagnostics;

namespace ChiSo.Engine;

/// <summary>Why an entry can't be scored, in words.</summary>
public static class Obstacles
{
    /// <summary>One sentence.</summary>
    public static Words InWords(Obstacle obstacle) => obstacle switch
    {
        Obstacle.ZeroDenominator => new("Mẫu số bằng 0 nên chưa tính được điểm.", "The denominator is 0, so no points can be computed yet."),
        Obstacle.TooFewForms => new("Chưa đủ số phiếu hợp lệ tối thiểu, hoặc chưa ghi số phiếu.", "There are fewer valid forms than needed, or their number is not told."),
        Obstacle.WrongKindOfEntry => new("Số liệu không đúng loại mà cách chấm điểm yêu cầu.", "The entry is not of the kind the rule asks for."),
        Obstacle.OutOfRange => new("Giá trị nằm ngoài khoảng cho phép.", "The value lies outside what is allowed."),
        Obstacle.NoPeer => new("Khối chưa có đủ giá trị để so sánh.", "The block does not have all its values to compare with yet."),
        _ => throw new UnreachableException($"No words for {obstacle}."),
    };
}
