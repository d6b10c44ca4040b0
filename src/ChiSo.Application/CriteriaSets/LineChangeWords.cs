using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>What became of a line, in words.</summary>
public static class LineChangeWords
{
    public static Words Of(LineChange change) => change switch
    {
        LineChange.Same => new("giữ nguyên", "same"),
        LineChange.Reworded => new("sửa lời", "reworded"),
        LineChange.OtherEvidence => new("đổi yêu cầu tài liệu kiểm chứng", "other evidence needed"),
        LineChange.Reweighted => new("đổi điểm tối đa", "re-weighted"),
        LineChange.OtherRule => new("đổi cách chấm", "other rule"),
        LineChange.Split => new("tách", "split"),
        LineChange.Merged => new("gộp", "merged"),
        LineChange.New => new("mới", "new"),
        _ => new("bỏ", "dropped"),
    };
}
