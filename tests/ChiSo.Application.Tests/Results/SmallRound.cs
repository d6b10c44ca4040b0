using System.Collections.Immutable;
using System.Text;
using ChiSo.Application.Spreadsheets;

namespace ChiSo.Application.Tests.Results;

/// <summary>A whole round small enough to read, as the texts of its files; tests change one cell of it.</summary>
internal static class SmallRound
{
    private const string CriteriaHead =
        "level,code,printed_no,parent,part,name_vi,name_en,max_points,step,supplied_by,rule_kind,figures_vi,rule_parameters,worked_example,no_task,not_applicable";

    public static readonly ImmutableSortedDictionary<string, string> Files = new Dictionary<string, string>
    {
        ["settings"] = """
            block,setting,value
            ,code,vong-nho
            ,name_vi,Kỳ đánh giá nhỏ
            ,period,2023
            ,data_from,01/01/2023
            ,data_to,2023-12-31
            ,illustrative,yes
            ,stages,self;review1;council
            ,public,reasons
            ,decimal_mark,point
            k,name_vi,Khối nhỏ
            k,tie_breaks,node:F1;suppliers:survey+dossiers
            k,count_above,80
            """,
        ["classes"] = """
            block,class_vi,class_en,from
            k,Tốt,Good,80
            k,Khá,Fair,50
            k,Kém,Weak,0
            """,
        ["gates"] = """
            block,requires,node,percent,mark,caps_at
            k,node_share_at_least,F1,50,,Khá
            k,without_mark,,,vi phạm,Khá
            """,
        ["quotas"] = """
            block,class,number,share_percent,tie_over_edge
            k,Tốt,1,,falls
            k,Khá,,50,kept
            """,
        ["units"] = """
            block,unit,name_vi,name_en,excluded_vi,marks,predecessors,changed
            k,a,Quận Bình Thủy,Bình Thủy District,,,,
            k,b,Quận Ô Môn,Ô Môn District,,vi phạm,cũ1;cũ2,yes
            k,c,Quận mới,New District,Đơn vị mới thành lập,,,
            """,
        ["criteria"] = $"""
            {CriteriaHead}
            field,F1,1,,base,Lĩnh vực một,Field one,60,,,,,,,,rebase
            leaf,L1,1.1,F1,base,Hoàn thành kế hoạch,Plan done,40,,unit,proportional,a = đã làm; b = phải làm,x=100*a/b; T=100; zero_below=50,a=9;b=10 => 36,max,
            leaf,L2,1.2,F1,base,Chất lượng,Quality,20,0.5,unit,rubric,Chấm trực tiếp,step=0.5,p=12.5 => 12.5,,
            field,F2,2,,base,Lĩnh vực hai,Field two,40,,,,,,,,
            leaf,L3,2.1,F2,base,Mức đạt,Level,20,,unit,choice,Chọn một mức,Đủ:20 | Một phần:10 | Không:0,choice=Một phần => 10,,award
            leaf,L4,2.2,F2,base,Hài lòng,Satisfaction,20,,survey,survey,x = chỉ số,item=hài lòng; scale=100; min_forms=30,x=80 => 16,,
            """,
        ["positions"] = """
            block,unit,criterion,stage,mark,sequence,handed_in,entry,source,cut_off,count,standard_error,reason,evidence,by
            k,a,L1,self,0,1,yes,a=9;b=10,,,,,,,
            k,a,L1,self,0,2,yes,a=10;b=10,,,,,đã bổ sung,,
            k,a,L1,review1,0,1,yes,a=8;b=10,,,,,,,
            k,a,L2,self,0,1,yes,p=12.5,,,,,,,
            k,a,L3,self,0,1,yes,choice=Đủ,,,,,,,
            k,a,L4,self,0,1,yes,x=87.875,Khảo sát,31/12/2023,40,1.5,,,
            k,b,L1,self,0,1,yes,no_task,,,,,,,
            k,b,L2,review1,1,1,no,p=10,,,,,,,
            """,
        ["decisions"] = """
            block,unit,node,ruling,ground,decided_by
            k,b,F1,not_applicable:rebase,Không có nhiệm vụ,Hội đồng
            k,b,L3,not_applicable:award,Không có nhiệm vụ,Hội đồng
            k,b,L4,zero,Không nộp,Hội đồng
            """,
        ["history"] = """
            block,period,unit,index,rank,class,criteria,source
            k,2022,a,80.5,1,Tốt,k@1,Quyết định
            k,2022,cũ1,70,2,Khá,k@1,Quyết định
            """,
        ["history_scores"] = """
            block,period,unit,criterion,points,max
            k,2022,a,L1,35,40
            """,
        ["announced"] = """
            block,unit,index
            k,c,77.5
            """,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static TablesRead Read(IReadOnlyDictionary<string, string> files) => TablesRead.Together(files.Select(file =>
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(file.Value));
        return CsvTables.Read(stream, file.Key + ".csv");
    }));

    /// <summary>The round with a piece of one file replaced; the piece must be there exactly once.</summary>
    public static ImmutableSortedDictionary<string, string> With(string file, string piece, string instead)
    {
        var text = Files[file];
        var at = text.IndexOf(piece, StringComparison.Ordinal);
        if (at < 0 || text.IndexOf(piece, at + 1, StringComparison.Ordinal) >= 0)
            throw new ArgumentException($"\"{piece}\" stands in {file} not exactly once.", nameof(piece));
        return Files.SetItem(file, text.Replace(piece, instead, StringComparison.Ordinal));
    }
}
