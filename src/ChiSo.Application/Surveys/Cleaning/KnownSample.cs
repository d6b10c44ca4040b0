using System.Collections.Immutable;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Cleaning;

/// <summary>What estimates know of the sample answers come from: how many people each stratum of its frame has, and in which group of clusters each was drawn.</summary>
/// <param name="Sizes">People of the groups of the frame; <c>null</c> where not everybody came by an invitation from a draw, or more answered than the frame holds: then answers of a unit weigh alike.</param>
/// <param name="Clusters">As what each group of clusters of a unit and stratum is shown, small ones put together.</param>
/// <param name="WithoutClusters">Names of units of a two-stage sample some of whose answers have no group, or too few of them: their errors are those of people drawn one by one.</param>
public sealed record KnownSample(GroupSizes? Sizes, ImmutableDictionary<(string Unit, string Stratum, string Group), string> Clusters, ImmutableArray<string> WithoutClusters)
{
    /// <summary>What is said of answers people gave of themselves at machines of desks: no draw knows them, so they are in no index or file of a drawn sample; <c>null</c> where there is none.</summary>
    public Words? Visitors { get; init; }

    /// <summary>Why answers of a drawn sample weigh alike all the same; <c>null</c> where they are weighed, or nothing was drawn.</summary>
    public Words? Unweighted { get; init; }

    public static KnownSample None { get; } = new(null, ImmutableDictionary<(string, string, string), string>.Empty, []);

    /// <summary>What stands with every margin of a two-stage sample whose groups of clusters are not all known.</summary>
    public static Words ClustersLeftOut(ImmutableArray<string> units) => new(
        $"Mẫu được chọn hai giai đoạn theo địa bàn nhưng phiếu về {string.Join(", ", units)} không đủ để tính theo địa bàn: sai số ở đó được tính như chọn từng người nên nhỏ hơn thực tế, chênh lệch và thứ hạng có vẻ chắc hơn thực tế.",
        $"The sample was drawn in two stages by clusters, but answers about {string.Join(", ", units)} don't carry enough groups of clusters: margins there are computed as if people were drawn one by one, so they are too small, and differences and ranks look surer than they are.");

    /// <summary>What is reckoned with, in words; empty where nothing is known.</summary>
    public Words Said
    {
        get
        {
            ImmutableArray<Words> parts =
            [
                .. Visitors is { } visitors ? [visitors] : ImmutableArray<Words>.Empty,
                .. Sizes is null ? ImmutableArray<Words>.Empty : [new("Mỗi phiếu đại diện cho số người của nhóm mình trong danh sách chọn mẫu, chia cho số phiếu của nhóm.", "Each answer stands for people ÷ answers of its stratum by the frame.")],
                .. Unweighted is { } why ? [new($"Không dùng trọng số của mẫu, phiếu về một đơn vị tính như nhau: {why.Vi}.", $"The weights of the sample are not used, answers of a unit weigh alike: {why.En}.")] : ImmutableArray<Words>.Empty,
                .. Clusters.IsEmpty ? ImmutableArray<Words>.Empty : [new("Sai số tính theo các địa bàn được chọn.", "Errors reckon with the clusters of the sample.")],
                .. WithoutClusters.IsEmpty ? ImmutableArray<Words>.Empty : [ClustersLeftOut(WithoutClusters)],
            ];
            return new(string.Join(' ', parts.Select(part => part.Vi)), string.Join(' ', parts.Select(part => part.En)));
        }
    }

    /// <param name="answers">How many they are; above zero.</param>
    /// <param name="least">A smaller number is not told.</param>
    internal static Words OfVisitors(int answers, int least)
    {
        var (vi, en) = answers < least ? ($"Dưới {least}", $"Fewer than {least}") : (VietnameseNumbers.CountText(answers), VietnameseNumbers.CountEnglish(answers));
        return new($"{vi} phiếu trả lời trên máy tại bộ phận một cửa là của người tự chọn trả lời, không phải người được chọn mẫu: không tính vào chỉ số và không có trong tệp phiếu.",
            $"{en} answers given at machines of one-stop desks are by people who chose to answer, not by those drawn: they are in no index and in no file of answers.");
    }

    /// <summary>With the names of units in place of their codes.</summary>
    internal KnownSample Named(Func<string, string> nameOf) => this with { WithoutClusters = [.. WithoutClusters.Select(nameOf)] };

    /// <param name="sizes">Of the frame, or why they are not used.</param>
    /// <param name="answers">How many count in each unit, stratum and group of clusters, the last empty for none.</param>
    internal static KnownSample Of((GroupSizes Frame, Words? WhyNot) sizes, bool isTwoStage, SmallGroups hidden, IReadOnlyDictionary<(string Unit, string Stratum, string Group), int> answers, int least)
    {
        var whyNot = sizes.WhyNot;
        if (whyNot is null && hidden.Shown.Any(group => sizes.Frame.Of(group, hidden) < group.Answers))
            whyNot = new("có nhóm nhiều phiếu hơn số người trong danh sách chọn mẫu", "some group has more answers than people in the frame");
        var known = None with { Sizes = whyNot is null ? sizes.Frame : null, Unweighted = whyNot };
        if (!isTwoStage)
            return known;
        var (clusters, without) = (ImmutableDictionary.CreateBuilder<(string, string, string), string>(), new SortedSet<string>(StringComparer.Ordinal));
        foreach (var group in hidden.Shown)
        {
            var parts = Parts([.. answers.Where(one => one.Key.Unit == group.Unit && group.Strata.Contains(one.Key.Stratum))], least);
            if (parts.Count < 2)
                without.Add(group.Unit);
            else
                clusters.AddRange(parts.Index().SelectMany(part => part.Item.Select(key => KeyValuePair.Create(key, $"{part.Index + 1}"))));
        }

        return known with { Clusters = clusters.ToImmutable(), WithoutClusters = [.. without] };
    }

    /// <summary>Groups of clusters, those with few answers put together with the next smallest; none where an answer has no group.</summary>
    private static List<List<(string, string, string)>> Parts(KeyValuePair<(string Unit, string Stratum, string Group), int>[] counts, int least)
    {
        if (counts.Any(count => count.Key.Group.Length == 0))
            return [];
        var parts = counts.Select(count => (Keys: new List<(string, string, string)> { count.Key }, Answers: count.Value)).ToList();
        while (parts.Count > 1 && parts.Min(part => part.Answers) < least)
        {
            parts = [.. parts.OrderBy(part => part.Answers).ThenBy(part => NameOf(part.Keys[0]), StringComparer.Ordinal)];
            parts[1].Keys.AddRange(parts[0].Keys);
            parts[1] = (parts[1].Keys, parts[1].Answers + parts[0].Answers);
            parts.RemoveAt(0);
        }

        return [.. parts.Select(part => part.Keys).OrderBy(keys => keys.Min(NameOf), StringComparer.Ordinal)];
    }

    private static string NameOf((string Unit, string Stratum, string Group) key) => $"{key.Stratum}\n{key.Group}";
}
