using ChiSo.Engine;

namespace ChiSo.Application.Rounds.Sets;

/// <summary>Problems of publishing criteria sets, in both languages.</summary>
internal static class SetProblems
{
    public static Problem Unknown(string block) => new("round.unknown", block, new("Không có kỳ hoặc khối này.", "There is no such round or block."), new("Chọn lại từ danh sách.", "Choose again from the list."));

    public static Problem Overtaken(string block) => new("set.overtaken", block,
        new("Bộ tiêu chí vừa được người khác sửa sau khi trang này được mở.", "Somebody changed the criteria set after this page was opened."),
        new("Xem lại nội dung dưới đây rồi quyết định tiếp.", "Look at it again below, then decide."));

    public static Problem NotProposed(string block) => new("set.not-proposed", block,
        new("Chưa có ai trình ban hành bộ tiêu chí này.", "Nobody has proposed to publish this criteria set."),
        new("Một người của cơ quan thường trực trình, người khác ban hành.", "One person of the standing office proposes it, another publishes it."));

    public static Problem SamePerson(string block) => new("set.same-person", block,
        new("Người soạn hoặc trình bộ tiêu chí không tự ban hành được. Người làm thay và người được làm thay tính là một.", "Whoever wrote or proposed the criteria set can't publish it. Whoever stands in for somebody counts as both."),
        new("Nhờ một người khác có cùng vai trò ban hành.", "Ask another person of the same role to publish it."));

    public static Problem Published(string block, int version) => new("set.published", block,
        new($"Bộ tiêu chí của khối này đã ban hành (phiên bản {version}) nên không sửa được.", $"The criteria set of this block is published (version {version}), so it can't be changed."),
        new($"Bản sửa là một phiên bản mới đứng bên cạnh: giữ mã bộ tiêu chí và ghi criteria_version lớn hơn {version}.", $"A correction is a new version beside it: keep the set's code and write a criteria_version above {version}."));

    public static Problem NotPublished(string round, IEnumerable<Words> blocks) => new("set.not-published", round,
        new($"Bộ tiêu chí chưa ban hành: {string.Join("; ", blocks.Select(name => name.Vi))}.", $"Criteria sets that are not published: {string.Join("; ", blocks.Select(name => name.En))}."),
        new("Ban hành bộ tiêu chí của từng khối (một người trình, người khác ban hành), rồi mở kỳ.", "Publish the set of each block (one person proposes, another publishes), then open the round."));
}
